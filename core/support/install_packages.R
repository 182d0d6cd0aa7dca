# Installs the packages of rPackages.txt: lines `"name",` or `"name","minimum version"`.
# Says which line failed, because R's own messages do not.
arguments <- commandArgs(trailingOnly = TRUE)
list_file <- arguments[1]
mirror <- arguments[2]
# An address with a password comes as a file that is there only now.
if (startsWith(mirror, "/run/secrets/")) mirror <- readLines(mirror, n = 1, warn = FALSE)
library_folder <- "/opt/dataiku/code-env/library"
dir.create(library_folder, recursive = TRUE, showWarnings = FALSE)
.libPaths(c(library_folder, .libPaths()))
# R only warns of a package that is not there, and ends well.
options(warn = 2, repos = c(CRAN = mirror))

unquote <- function(text) gsub("^[[:space:]]*[\"']?|[\"']?[[:space:]]*$", "", text)
lines <- readLines(list_file, warn = FALSE)
for (number in seq_along(lines)) {
  line <- sub("^[[:space:]]+", "", lines[number])
  if (line == "" || startsWith(line, "#")) next
  fields <- vapply(strsplit(line, ",", fixed = TRUE)[[1]], unquote, "")
  name <- fields[1]
  minimum <- if (length(fields) > 1) fields[2] else ""
  fails <- function(condition) {
    message(sprintf("rPackages.txt line %d: %s: %s", number, name, conditionMessage(condition)))
    quit(status = 1)
  }
  installed <- function() requireNamespace(name, quietly = TRUE)
  fits <- function() installed() && (minimum == "" || utils::packageVersion(name) >= minimum)
  tryCatch({
    if (!suppressWarnings(fits())) utils::install.packages(name, lib = library_folder)
    if (!suppressWarnings(fits())) stop(sprintf("version %s or later is wanted, but %s was found", minimum, utils::packageVersion(name)))
  }, error = fails)
  message(sprintf("%s %s", name, utils::packageVersion(name)))
}
