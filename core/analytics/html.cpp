// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/html.h"

#include <fmt/format.h>

#include <cmath>

namespace zvt::analytics {

namespace {

constexpr std::string_view kUndefinedText = "–";
constexpr std::string_view kMinus = "−";

/// The number with its sign as a typographic minus; a figure that rounds to zero has no sign.
std::string signedText(std::string digits, bool isNegative, bool withPlus)
{
  if (digits.find_first_not_of("0.,%") == std::string::npos)
    return digits;
  if (isNegative)
    return std::string(kMinus) + digits;
  return (withPlus ? "+" : "") + digits;
}

std::string grouped(std::string_view digits)
{
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0)
      out += ',';
    out += digits[i];
  }
  return out;
}

}

std::string escapeHtml(std::string_view text)
{
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
        out += c;
    }
  }
  return out;
}

std::string percentText(std::optional<double> fraction, int decimals, bool withSign)
{
  if (!fraction || std::isnan(*fraction))
    return std::string(kUndefinedText);
  return signedText(fmt::format("{:.{}f}%", std::fabs(*fraction) * 100, decimals), *fraction < 0, withSign);
}

std::string ratioText(std::optional<double> value, int decimals)
{
  if (!value || std::isnan(*value))
    return std::string(kUndefinedText);
  return signedText(fmt::format("{:.{}f}", std::fabs(*value), decimals), *value < 0, false);
}

std::string moneyText(std::optional<double> value, int decimals)
{
  if (!value || std::isnan(*value))
    return std::string(kUndefinedText);
  return signedText(grouped(fmt::format("{:.{}f}", std::fabs(*value), decimals)), *value < 0, false);
}

std::string countText(std::optional<double> value)
{
  return moneyText(value, 0);
}

std::string metricText(const MetricInfo& info, std::optional<double> value)
{
  switch (info.unit) {
  case MetricUnit::Percent:
    return percentText(value);
  case MetricUnit::Ratio:
    return ratioText(value);
  case MetricUnit::Count:
    return countText(value);
  case MetricUnit::Money:
    return moneyText(value);
  }
  return {};
}

}
