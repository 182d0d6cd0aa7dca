# Loads packages one after the other, each in a process of its own, and tells of each by a line of JSON.
quoted <- function(text) {
  text <- gsub("[[:cntrl:]]+", " ", enc2utf8(text))
  paste0("\"", gsub("([\"\\\\])", "\\\\\\1", text), "\"")
}
rscript <- file.path(R.home("bin"), "Rscript")
for (name in commandArgs(trailingOnly = TRUE)) {
  began <- proc.time()[["elapsed"]]
  version <- tryCatch(as.character(utils::packageVersion(name)), error = function(condition) NULL)
  if (is.null(version)) {
    cat(sprintf("{\"name\":%s}\n", quoted(name)))
    next
  }
  call <- sprintf("library(%s)", name)
  said <- suppressWarnings(system2(rscript, c("-e", shQuote(call)), stdout = TRUE, stderr = TRUE))
  writeLines(said, stderr())
  error <- "null"
  status <- attr(said, "status")
  if (!is.null(status)) {
    from <- c(grep("^Error", said), 1)[1]
    reason <- setdiff(said[from:length(said)], "Execution halted")
    if (length(said) == 0) reason <- sprintf("it ended R with exit code %d", status)
    error <- quoted(paste0(call, ": ", paste(reason, collapse = " ")))
  }
  seconds <- proc.time()[["elapsed"]] - began
  cat(sprintf("{\"name\":%s,\"version\":%s,\"modules\":[%s],\"error\":%s,\"seconds\":%.3f}\n",
              quoted(name), quoted(version), quoted(name), error, seconds))
}
