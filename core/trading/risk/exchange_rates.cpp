// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/exchange_rates.h"

#include "core/base/text.h"

namespace zvt::risk {

namespace {

constexpr std::string_view kCsvHeader = "day,from,to,rate";

Result<ExchangeRate> rateFromLine(std::string_view line)
{
  const std::vector<std::string_view> cells = split(line, ',');
  if (cells.size() != 4)
    return fail("rates.bad_row", {{"text", std::string(line)}});
  ExchangeRate rate;
  ZVT_TRY(rate.day, TradingDay::parse(trim(cells[0])));
  rate.from = trim(cells[1]);
  rate.to = trim(cells[2]);
  ZVT_TRY(rate.rate, Decimal::parse(trim(cells[3])));
  return rate;
}

std::unexpected<Error> missing(std::string_view from, std::string_view to, TradingDay day)
{
  return fail("rates.missing", {{"from", std::string(from)}, {"to", std::string(to)}, {"day", day.iso()}});
}

}

Result<ExchangeRates> ExchangeRates::make(const std::vector<ExchangeRate>& rates)
{
  ExchangeRates made;
  for (const ExchangeRate& rate : rates) {
    const std::vector<Error::Field> arguments{{"from", rate.from}, {"to", rate.to}, {"day", rate.day.iso()}};
    if (rate.rate.isNegative() || rate.rate.isZero() || rate.from.empty() || rate.to.empty() || rate.from == rate.to)
      return fail("rates.bad_rate", arguments);
    const auto [known, isNew] = made.m_rates[{rate.from, rate.to}].emplace(rate.day, rate.rate);
    if (!isNew && known->second != rate.rate)
      return fail("rates.contradiction", arguments);
  }
  return made;
}

Result<ExchangeRates> ExchangeRates::fromCsv(std::string_view text)
{
  std::vector<ExchangeRate> rates;
  int row = 0;
  for (const std::string_view written : split(text, '\n')) {
    const std::string_view line = trim(written);
    ++row;
    if (line.empty() || (row == 1 && line == kCsvHeader))
      continue;
    auto rate = rateFromLine(line);
    if (!rate)
      return std::unexpected(std::move(rate).error().with("row", std::to_string(row)));
    rates.push_back(*std::move(rate));
  }
  return make(rates);
}

Result<Decimal> ExchangeRates::rate(std::string_view from, std::string_view to, TradingDay day, int staleDays) const
{
  if (from == to)
    return Decimal::fromInt(1);
  // The newest of the pair that is not later than the day and not older than allowed, written either way round.
  const auto newest = [&](std::string_view first, std::string_view second) -> std::optional<ExchangeRate> {
    const auto pair = m_rates.find({std::string(first), std::string(second)});
    if (pair == m_rates.end())
      return {};
    auto after = pair->second.upper_bound(day);
    if (after == pair->second.begin() || day - (--after)->first > staleDays)
      return {};
    return ExchangeRate{std::string(first), std::string(second), after->first, after->second};
  };
  const auto forward = newest(from, to);
  const auto backward = newest(to, from);
  if (forward && (!backward || forward->day >= backward->day))
    return forward->rate;
  if (backward)
    return Decimal::fromInt(1).divide(backward->rate);
  return missing(from, to, day);
}

Result<Money> ExchangeRates::convert(
    Money amount, std::string_view from, std::string_view to, TradingDay day, int staleDays) const
{
  ZVT_TRY(const Decimal one, rate(from, to, day, staleDays));
  ZVT_TRY(const Decimal cent, Decimal::parse("0.01"));
  return applyRate(amount, one, cent);
}

}
