# Forecasts the orders of three quarters, and says where it ran.
library(companyforecast)
orders <- c(120, 80, 130, 90)
forecast <- data.frame(quarter = 1:3, orders = repeat_season(orders, 2, 3))
print(forecast, row.names = FALSE)
# The working directory comes back to outputs/forecast-orders.
write.csv(forecast, "forecast.csv", row.names = FALSE)
cat("Forecast with companyforecast", format(packageVersion("companyforecast")), "of", dirname(find.package("companyforecast")), "\n")
