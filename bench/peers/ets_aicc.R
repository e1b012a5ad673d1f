# SPDX-License-Identifier: Apache-2.0
# AICc of R's automatic ets() for series of a CSV: series,season,y (rows in order). Prints series,model,aicc. See ets_aicc.py.
suppressPackageStartupMessages(library(forecast))
rows <- read.csv(commandArgs(TRUE)[1])
for (part in split(rows, rows$series)) {
  fit <- ets(ts(part$y, frequency = part$season[1]))
  cat(part$series[1], gsub("[ETS(),]", "", fit$method), sprintf("%.12g", fit$aicc), sep = ",")
  cat("\n")
}
