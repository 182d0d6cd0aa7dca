# The last season of a series, `horizon` steps long.
repeat_season <- function(series, period, horizon) {
  rep_len(utils::tail(series, period), horizon)
}
