// SPDX-License-Identifier: Apache-2.0
#include "core/base/cell_text.h"

#include "core/base/text.h"
#include "core/base/time.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zvt {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

bool isDigit(char c)
{
  return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text)
{
  return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

int number(std::string_view digits)
{
  int value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

std::optional<CellTime> fromDate(std::string_view year, std::string_view month, std::string_view day)
{
  if (!allDigits(year) || !allDigits(month) || !allDigits(day))
    return {};
  const auto date = TradingDay::fromYmd(number(year), number(month), number(day));
  if (!date)
    return {};
  return CellTime{date->days * kDay, false, false};
}

std::optional<CellTime> withClock(std::optional<CellTime> date, std::string_view clock)
{
  const auto micros = parseClockCell(clock);
  if (!date || !micros)
    return {};
  date->micros += *micros;
  date->hasTime = true;
  return date;
}

/// 8, 12 and 14 digits are a date; 10, 13, 16 and 19 an epoch number in s, ms, µs, ns (2001 … 2286).
std::optional<CellTime> fromDigits(std::string_view digits)
{
  const auto epoch = [](std::int64_t micros) { return CellTime{micros, true, true}; };
  switch (digits.size()) {
  case 8:
    return fromDate(digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2));
  case 12:
  case 14:
    return withClock(fromDate(digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2)), digits.substr(8));
  default:
    break;
  }
  const auto value = parseInt(digits);
  if (!value)
    return {};
  switch (digits.size()) {
  case 9:
  case 10:
    return epoch(*value * kSecond);
  case 13:
    return epoch(*value * 1000);
  case 16:
    return epoch(*value);
  case 19:
    return epoch(*value / 1000);
  default:
    return {};
  }
}

/// YYYY-MM-DD or YYYY/MM/DD, then nothing or a blank or T and a clock without an offset.
std::optional<CellTime> fromPlainText(std::string_view text)
{
  if (text.size() < 10 || text[4] != text[7] || (text[4] != '-' && text[4] != '/'))
    return {};
  const auto date = fromDate(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
  if (text.size() == 10)
    return date;
  if (text[10] != ' ' && text[10] != 'T')
    return {};
  return withClock(date, text.substr(11));
}

std::optional<CellTime> fromText(std::string_view text)
{
  const auto parsed = parseTime(text);
  if (!parsed)
    return {};
  if (!parsed->hasOffset)
    return CellTime{parsed->local.micros, false, parsed->hasTime};
  return CellTime{parsed->local.micros - parsed->offset.micros, true, parsed->hasTime};
}

}

Result<double> parseNumberCell(std::string_view cell)
{
  cell = trim(cell);
  if (cell.empty())
    return fail("import.missing_number");
  double value = 0;
  const char* end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value, std::chars_format::general);
  if (error != std::errc() || stop != end || !std::isfinite(value))
    return fail("import.bad_number", {{"text", std::string(cell.substr(0, 60))}});
  return value;
}

std::optional<std::int64_t> parseClockCell(std::string_view cell)
{
  cell = trim(cell);
  int parts[3] = {0, 0, 0};
  std::int64_t fraction = 0;
  if (allDigits(cell) && (cell.size() == 4 || cell.size() == 6)) {
    for (std::size_t i = 0; i < cell.size() / 2; ++i)
      parts[i] = number(cell.substr(2 * i, 2));
  } else {
    const std::size_t hourDigits = cell.find(':');
    if (hourDigits == 0 || hourDigits > 2)
      return {};
    const std::string_view hour = cell.substr(0, hourDigits);
    const std::string_view minute = cell.substr(hourDigits + 1, 2);
    const std::string_view rest = cell.size() > hourDigits + 3 ? cell.substr(hourDigits + 3) : std::string_view();
    if (!allDigits(hour) || minute.size() != 2 || !allDigits(minute))
      return {};
    parts[0] = number(hour);
    parts[1] = number(minute);
    if (!rest.empty()) {
      if (rest.size() < 3 || rest[0] != ':' || !allDigits(rest.substr(1, 2)))
        return {};
      parts[2] = number(rest.substr(1, 2));
      const std::string_view digits = rest.substr(3);
      if (!digits.empty() && (digits[0] != '.' || digits.size() > 10 || !allDigits(digits.substr(1))))
        return {};
      std::int64_t unit = kSecond / 10;
      for (std::size_t i = 1; i < digits.size(); ++i, unit /= 10)
        fraction += (digits[i] - '0') * unit;
    }
  }
  const bool midnight = parts[0] == 24 && parts[1] == 0 && parts[2] == 0 && fraction == 0;
  if ((parts[0] > 23 && !midnight) || parts[1] > 59 || parts[2] > 59)
    return {};
  return (parts[0] * 3600LL + parts[1] * 60LL + parts[2]) * kSecond + fraction;
}

Result<CellTime> parseMomentCell(std::string_view cell)
{
  cell = trim(cell);
  // Epoch numbers that passed through a floating-point column: 1509836520000.0
  std::string_view digits = cell;
  if (const std::size_t point = digits.find('.');
      point != std::string_view::npos && digits.find_first_not_of('0', point + 1) == std::string_view::npos)
    digits = digits.substr(0, point);
  auto time = allDigits(digits) ? fromDigits(digits) : fromPlainText(cell);
  if (!time && !allDigits(digits))
    time = fromText(cell);
  if (!time)
    return fail("import.bad_time", {{"text", std::string(cell.substr(0, 60))}});
  return *time;
}

}
