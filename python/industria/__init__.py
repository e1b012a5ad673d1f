# SPDX-License-Identifier: Apache-2.0
"""Indicators of industrial development and target-versus-actual forecasting.

    import industria as ind

    data = ind.Dataset.read("examples/data/northwest")
    for a in data.assess():
        print(a.key, a.period, a.verdict)

    frame = ind.forecast(df, h=4)        # columns unique_id, ds, y; the caller's frame type comes back
    rows = ind.assess(df, targets)       # one row per target

Only NumPy is needed; pandas is used when the caller passes a pandas frame.
"""

import importlib
import os
import warnings
from typing import TYPE_CHECKING, Any

from ._assess import assess, required_paths
from ._attainment import aggregate_attainment, attainment_curve, first_passage, fit_growth_prior, joint_attainment, promise
from ._attainment_drivers import attainment_drivers
from ._core import (
    ActualSeries,
    Amount,
    Assessment,
    Bounds,
    ComparisonError,
    DataError,
    Dataset,
    Error,
    Figure,
    Forecast,
    GrowthPrior,
    IndicatorKey,
    IntervalCalibration,
    InvalidValueError,
    IoError,
    Issue,
    MonitoringRow,
    MonitoringTable,
    Panel,
    ParseError,
    Period,
    PeriodSpan,
    PlanYearModel,
    PlanYearPrior,
    PriceBasis,
    Proposal,
    Revision,
    Series,
    ShapeError,
    Target,
    Unit,
    UnitError,
    UnknownKeyError,
    Value,
    __version__,
    breaks_in_series,
    convert_industry,
    find_places,
    format_number,
    format_significant,
    gap_by_base,
    gap_by_factor,
    gap_by_part,
    has_text,
    industry_codes,
    name_key,
    parse_period,
    place_of_code,
    plan_year_prior,
    probability_by_part,
    read_number,
    revisions,
    rule_table,
    seasonal_profile,
    text,
    to_json,
    trajectory,
    within_year,
)
from ._geography import Geography, to_geography
from ._plan_year import AttainmentEvaluation, evaluate_attainment, fit_plan_year, full_year_estimate
from ._plot import Plot, plot
from ._progress import judge, pace, progress, target_issues
from .frames._panel import panel_from_frame
from .hierarchy._aggregate import aggregate
from .hierarchy._reconcile import reconcile
from .hierarchy._reconciler import Reconciler
from .hierarchy._tree import Tree
from .indicators._contributions import aggregate_growth, contributions
from .indicators._growth import cagr, cagr_bounds, growth, required_growth
from .indicators._panel_growth import panel_cagr, panel_growth, panel_year_to_date
from .indicators._panel_rows import reason_names
from .indicators._panel_shares import panel_contributions, panel_location_quotients, panel_roll_up, panel_shares
from .projection._accuracy import accuracy
from .projection._cross_validation import cross_validation
from .projection._fit import Fitted, calibrate, fit
from .projection._forecast import forecast
from .projection._paths import paths

Panel.from_frame = staticmethod(panel_from_frame)  # type: ignore[method-assign]

_SUBJECTS = ("indices", "planning", "structure", "timeseries")  # imported when first used

if TYPE_CHECKING:
    from . import indices as indices
    from . import planning as planning
    from . import structure as structure
    from . import timeseries as timeseries


def __getattr__(name: str) -> Any:
    if name in _SUBJECTS:
        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ActualSeries",
    "Amount",
    "Assessment",
    "AttainmentEvaluation",
    "Bounds",
    "ComparisonError",
    "DataError",
    "Dataset",
    "Error",
    "Figure",
    "Fitted",
    "Forecast",
    "Geography",
    "GrowthPrior",
    "IndicatorKey",
    "IntervalCalibration",
    "InvalidValueError",
    "IoError",
    "Issue",
    "MonitoringRow",
    "MonitoringTable",
    "Panel",
    "ParseError",
    "Period",
    "PeriodSpan",
    "PlanYearModel",
    "PlanYearPrior",
    "Plot",
    "PriceBasis",
    "Proposal",
    "Reconciler",
    "Revision",
    "Series",
    "ShapeError",
    "Target",
    "Tree",
    "Unit",
    "UnitError",
    "UnknownKeyError",
    "Value",
    "__version__",
    "accuracy",
    "aggregate",
    "aggregate_attainment",
    "aggregate_growth",
    "assess",
    "attainment_curve",
    "attainment_drivers",
    "breaks_in_series",
    "cagr",
    "cagr_bounds",
    "calibrate",
    "contributions",
    "convert_industry",
    "cross_validation",
    "evaluate_attainment",
    "find_places",
    "first_passage",
    "fit",
    "fit_growth_prior",
    "fit_plan_year",
    "forecast",
    "format_number",
    "format_significant",
    "full_year_estimate",
    "gap_by_base",
    "gap_by_factor",
    "gap_by_part",
    "growth",
    "has_text",
    "indices",
    "industry_codes",
    "joint_attainment",
    "judge",
    "name_key",
    "pace",
    "panel_cagr",
    "panel_contributions",
    "panel_growth",
    "panel_location_quotients",
    "panel_roll_up",
    "panel_shares",
    "panel_year_to_date",
    "parse_period",
    "paths",
    "place_of_code",
    "plan_year_prior",
    "planning",
    "plot",
    "probability_by_part",
    "progress",
    "promise",
    "read_number",
    "reason_names",
    "reconcile",
    "required_growth",
    "required_paths",
    "revisions",
    "rule_table",
    "seasonal_profile",
    "structure",
    "target_issues",
    "text",
    "to_geography",
    "to_json",
    "trajectory",
    "within_year",
]

if os.environ.get("INDUSTRIA_ISA", "baseline") not in ("baseline", "avx2", "avx512"):
    warnings.warn(f"INDUSTRIA_ISA is {os.environ['INDUSTRIA_ISA']!r} and is ignored, expected 'baseline', 'avx2' or 'avx512'", RuntimeWarning, stacklevel=2)
