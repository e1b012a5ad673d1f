"""Monthly output of two plants (thousand tonnes): forecasts of several models, held-out accuracy, and a capacity that no forecast passes."""

import math

import industria as ind

season = [0.92, 0.85, 1.04, 1.01, 1.03, 1.02, 0.98, 0.99, 1.02, 1.05, 1.06, 1.03]
months = [f"{2019 + t // 12}-{t % 12 + 1:02d}" for t in range(72)]
made = {
    "unique_id": ["cement"] * 72 + ["copper"] * 72,
    "ds": months * 2,
    "y": [round((80 + 0.4 * t) * season[t % 12] + 2 * math.sin(7 * t), 1) for t in range(72)]
    + [round(11 + 0.05 * t + 0.4 * math.sin(5 * t), 2) for t in range(72)],
}

coming = ind.forecast(made, h=3, models=["auto", "auto_ets", "seasonal_naive"], level=80, upper={"copper": 15.0})
names = ("unique_id", "ds", "auto", "auto-lo-80", "auto-hi-80", "auto_ets", "seasonal_naive")
for plant, month, auto, lo, hi, ets, naive in zip(*(coming[name] for name in names)):
    print(f"{plant} {month}: auto {auto:.1f} ({lo:.1f} to {hi:.1f}), auto_ets {ets:.1f}, last year {naive:.1f}")
print(coming["method_used-auto"][0])

held_out = ind.cross_validation(made, h=6, n_windows=3, step_size=6, models=["auto", "seasonal_naive"])
for model in ("auto", "seasonal_naive"):
    errors = [abs(y - f) for y, f, plant in zip(held_out["y"], held_out[model], held_out["unique_id"]) if plant == "cement"]
    print(f"mean absolute error of {model} for cement, six months ahead: {sum(errors) / len(errors):.2f}")
