// SPDX-License-Identifier: Apache-2.0
#include "core/data/cell_value.h"

#include "core/base/cell_text.h"
#include "core/base/decimal.h"
#include "core/base/json.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace zvt::data {
namespace {

using storage::ColumnSchema;
using storage::ColumnType;
using storage::RecordValue;

constexpr std::size_t kShownText = 60; // of a bad cell
constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int64_t kFirstMicros = -25'567 * kDayMicros; // 1900-01-01
constexpr std::int64_t kLastMicros = 84'006 * kDayMicros; // 2200-01-01

struct Suffix {
  std::string_view text;
  int exponent;
};
constexpr std::array kPercents = {Suffix{"%", -2}, Suffix{"％", -2}};
/// The longer one first.
constexpr std::array kMyriads = {Suffix{"万亿", 12}, Suffix{"亿", 8}, Suffix{"万", 4}};

std::unexpected<Error> bad(const char* code, std::string_view cell)
{
  return fail(code, {{"text", std::string(cell.substr(0, kShownText))}});
}

bool isMissingText(std::string_view trimmed)
{
  static constexpr std::array<std::string_view, 12> kMissing = {
      "", "-", "--", "nan", "NaN", "NAN", "null", "NULL", "None", "N/A", "n/a", "NaT"};
  return std::find(kMissing.begin(), kMissing.end(), trimmed) != kMissing.end();
}

bool isCurrency(std::string_view unit)
{
  const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return unit == "currency" || (unit.size() == 3 && std::all_of(unit.begin(), unit.end(), isUpper));
}

bool allowsPercent(const ColumnSchema& column)
{
  return column.unit == "fraction";
}

bool allowsMyriads(const ColumnSchema& column)
{
  static constexpr std::array<std::string_view, 5> kCounts = {"share", "contract", "count", "person", "base"};
  return isCurrency(column.unit) || std::find(kCounts.begin(), kCounts.end(), column.unit) != kCounts.end();
}

bool allowsSeparators(const ColumnSchema& column)
{
  return column.unit != "fraction" && column.unit != "degree";
}

/// 1,234,567.8 without its separators; nothing when they do not part groups of three.
std::optional<std::string> withoutSeparators(std::string_view text)
{
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(text.find_first_of(".eE"), text.size());
  std::string plain(text.substr(0, start));
  const auto groups = split(text.substr(start, point - start), ',');
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool fits = i == 0 ? !groups[0].empty() && groups[0].size() <= 3 : groups[i].size() == 3;
    if (!fits || !std::all_of(groups[i].begin(), groups[i].end(), [](char c) { return c >= '0' && c <= '9'; }))
      return {};
    plain += groups[i];
  }
  return plain + std::string(text.substr(point));
}

/// The number's text times ten to the power of @p exponent.
std::optional<std::string> shifted(std::string text, int exponent)
{
  if (exponent == 0)
    return text;
  if (const std::size_t at = text.find_first_of("eE"); at != std::string::npos) {
    const auto own =
        parseInt(std::string_view(text).substr(at + 1).starts_with('+') ? text.substr(at + 2) : text.substr(at + 1));
    if (!own || std::abs(*own) > 10'000)
      return {};
    exponent += static_cast<int>(*own);
    text.resize(at);
  }
  return text + "e" + std::to_string(exponent);
}

/// A number as plain digits, point and exponent, whatever units and separators the cell has.
std::optional<std::string> plainNumber(const ColumnSchema& column, std::string_view text, int exponent)
{
  const auto cut = [&](const auto& suffixes) {
    for (const Suffix& suffix : suffixes) {
      if (!text.ends_with(suffix.text))
        continue;
      text = trim(text.substr(0, text.size() - suffix.text.size()));
      exponent = suffix.exponent;
      return;
    }
  };
  if (allowsPercent(column))
    cut(kPercents);
  if (allowsMyriads(column))
    cut(kMyriads);
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-')
    text.remove_prefix(1);
  std::string plain(text);
  if (plain.find(',') != std::string::npos) {
    auto joined = allowsSeparators(column) ? withoutSeparators(text) : std::nullopt;
    if (!joined)
      return {};
    plain = std::move(*joined);
  }
  return shifted(std::move(plain), exponent);
}

Result<RecordValue> readReal(const ColumnSchema& column, std::string_view cell, int exponent)
{
  const auto plain = plainNumber(column, cell, exponent);
  double value = 0;
  const char* end = plain ? plain->data() + plain->size() : nullptr;
  if (!plain || plain->empty())
    return bad("import.bad_number", cell);
  const auto [stop, error] = std::from_chars(plain->data(), end, value, std::chars_format::general);
  if (stop != end || error == std::errc::invalid_argument)
    return bad("import.bad_number", cell);
  if (error != std::errc() || !std::isfinite(value))
    return bad("import.out_of_range", cell);
  return RecordValue(value);
}

Result<RecordValue> readInt(const ColumnSchema& column, std::string_view cell, int exponent)
{
  if (const auto value = exponent == 0 ? parseInt(cell) : std::nullopt)
    return RecordValue(*value);
  const auto plain = plainNumber(column, cell, exponent);
  const auto exact = plain ? Decimal::parse(*plain) : Result<Decimal>(bad("import.bad_number", cell));
  if (!exact)
    return bad("import.bad_number", cell);
  const auto value = parseInt(exact->toString());
  if (!value)
    return bad("import.not_whole", cell);
  return RecordValue(*value);
}

Result<RecordValue> readDecimal(const ColumnSchema& column, std::string_view cell, int exponent)
{
  if (exponent == 0 && Decimal::parse(cell))
    return RecordValue(std::string(cell));
  const auto plain = plainNumber(column, cell, exponent);
  const auto exact = plain ? Decimal::parse(*plain) : Result<Decimal>(bad("import.bad_decimal", cell));
  if (!exact)
    return bad("import.bad_decimal", cell);
  return RecordValue(exact->toString());
}

Result<RecordValue> readBool(std::string_view cell)
{
  static constexpr std::array<std::string_view, 6> kTrue = {"true", "1", "yes", "y", "t", "是"};
  static constexpr std::array<std::string_view, 6> kFalse = {"false", "0", "no", "n", "f", "否"};
  const std::string text = toLower(cell);
  if (std::find(kTrue.begin(), kTrue.end(), text) != kTrue.end())
    return RecordValue(true);
  if (std::find(kFalse.begin(), kFalse.end(), text) != kFalse.end())
    return RecordValue(false);
  return bad("import.bad_bool", cell);
}

/// An epoch number is a moment, and which day that is depends on the place; a text names its day itself.
Result<RecordValue> readDay(std::string_view cell)
{
  std::int64_t micros = 0;
  if (const auto text = parseTime(cell)) {
    micros = text->local.micros;
  } else {
    const auto moment = parseMomentCell(cell);
    if (!moment || moment->isUtc)
      return bad("import.bad_day", cell);
    micros = moment->micros;
  }
  if (micros % kDayMicros != 0)
    return bad("import.bad_day", cell);
  if (micros < kFirstMicros || micros >= kLastMicros)
    return fail("import.time_range");
  return RecordValue(TradingDay{static_cast<std::int32_t>(micros / kDayMicros)}.iso());
}

Result<RecordValue> readTime(std::string_view cell, const CellContext& context)
{
  ZVT_TRY(const CellTime moment, parseMomentCell(cell));
  std::int64_t micros = moment.micros;
  if (!moment.isUtc) {
    ZVT_TRY(const TimeZone zone, context.zone());
    micros = zone.toUtc(LocalTime{micros}).micros;
  }
  if (micros < kFirstMicros || micros >= kLastMicros)
    return fail("import.time_range");
  return RecordValue(micros);
}

}

Result<RecordValue> readCell(const ColumnSchema& column, std::string_view cell, const CellContext& context)
{
  if (cell.data() == nullptr)
    return RecordValue();
  if (column.type == ColumnType::Text)
    return RecordValue(std::string(cell));
  cell = trim(cell);
  if (isMissingText(cell))
    return RecordValue();
  switch (column.type) {
  case ColumnType::Int:
    return readInt(column, cell, context.exponent);
  case ColumnType::Real:
    return readReal(column, cell, context.exponent);
  case ColumnType::Decimal:
    return readDecimal(column, cell, context.exponent);
  case ColumnType::Bool:
    return readBool(cell);
  case ColumnType::Day:
    return readDay(cell);
  case ColumnType::Time:
    return readTime(cell, context);
  default:
    break;
  }
  if (!parseJson(cell))
    return bad("import.bad_json", cell);
  return RecordValue(std::string(cell));
}

std::string cellText(ColumnType type, const RecordValue& value)
{
  if (const auto* flag = std::get_if<bool>(&value))
    return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return type == ColumnType::Time ? isoUtc(Timestamp{*integer}) : std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value))
    return formatDouble(*number);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  return {};
}

void appendJsonString(std::string& out, std::string_view text)
{
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (out += '\\') += c;
    else if (c == '\n')
      out += "\\n";
    else if (byte < 0x20)
      ((out += "\\u00") += kHex[byte >> 4U]) += kHex[byte & 15U];
    else
      out += c;
  }
  out += '"';
}

void appendJsonValue(std::string& out, ColumnType type, const RecordValue& value)
{
  if (std::holds_alternative<std::monostate>(value)) {
    out += "null";
    return;
  }
  const std::string text = cellText(type, value);
  const auto* number = std::get_if<double>(&value);
  const bool isBare = std::holds_alternative<bool>(value) || (number != nullptr && std::isfinite(*number))
      || (type != ColumnType::Time && std::holds_alternative<std::int64_t>(value));
  const bool isNested = type == ColumnType::Json && (text.starts_with('{') || text.starts_with('['))
      && text.find_first_of("\r\n") == std::string::npos;
  if (isBare || isNested)
    out += text.empty() ? "null" : text;
  else
    appendJsonString(out, text);
}

std::optional<int> exponentOfUnit(const ColumnSchema& column, std::string_view bracket)
{
  bracket = trim(bracket);
  if (allowsPercent(column))
    return bracket == "%" || bracket == "％" ? std::optional(-2) : std::nullopt;
  if (!allowsMyriads(column))
    return {};
  int exponent = 0;
  for (const Suffix& suffix : kMyriads) {
    if (!bracket.starts_with(suffix.text))
      continue;
    bracket.remove_prefix(suffix.text.size());
    exponent = suffix.exponent;
    break;
  }
  const bool isShare = column.unit == "share";
  if (isShare && bracket == "手")
    return exponent + 2;
  static constexpr std::array<std::string_view, 5> kMoney = {"", "元", "港元", "美元", "人民币"};
  static constexpr std::array<std::string_view, 6> kCounts = {"", "股", "户", "人", "张", "个"};
  const bool fits = isCurrency(column.unit) ? std::find(kMoney.begin(), kMoney.end(), bracket) != kMoney.end()
                                            : std::find(kCounts.begin(), kCounts.end(), bracket) != kCounts.end();
  return fits ? std::optional(exponent) : std::nullopt;
}

}
