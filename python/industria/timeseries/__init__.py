# SPDX-License-Identifier: Apache-2.0
"""Time series of official statistics: decomposition, benchmarking, temporal disaggregation, calendar effects, X-13ARIMA-SEATS.

    from industria import timeseries as ts

    ts.stl(y, 12).adjusted
    ts.denton(monthly_indicator, yearly_figures, 12).values
    ts.regress_with_arma_errors(np.log(iip), ts.tet_regressor("2017-01", len(iip), (0, 6)))
"""

from .benchmarking import Benchmarked, Disaggregated, cholette_dagum, denton, disaggregate, pro_rata
from .calendar import ArmaRegression, leap_year_regressor, regress_with_arma_errors, tet_day, tet_regressor, trading_day_regressor, weekday_regressors
from .decomposition import Decomposed, MultipleSeasons, classical_decomposition, is_seasonal, mstl, stl
from .x13 import Adjusted, X13Error, x13

__all__ = [
    "Adjusted",
    "ArmaRegression",
    "Benchmarked",
    "Decomposed",
    "Disaggregated",
    "MultipleSeasons",
    "X13Error",
    "cholette_dagum",
    "classical_decomposition",
    "denton",
    "disaggregate",
    "is_seasonal",
    "leap_year_regressor",
    "mstl",
    "pro_rata",
    "regress_with_arma_errors",
    "stl",
    "tet_day",
    "tet_regressor",
    "trading_day_regressor",
    "weekday_regressors",
    "x13",
]
