// SPDX-License-Identifier: Apache-2.0
// How people and vendors write codes. The ranges are those of the exchanges' code allocation guides.
#include "core/market/entity_id.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace zvt::market {
namespace {

struct CodeRange {
  std::string_view exchange;
  std::string_view prefix;
  std::string_view type;
  int likelihood; ///< of a bare code: 2 stocks and funds, 1 bonds and indexes that share numbers with a stock
};

/// Longer prefixes first where they overlap.
constexpr std::array kRanges{
    CodeRange{"sh", "60", "stock", 2},
    CodeRange{"sh", "688", "stock", 2},
    CodeRange{"sh", "689", "stock", 2},
    CodeRange{"sh", "900", "stock", 2},
    CodeRange{"sh", "000", "index", 1},
    CodeRange{"sh", "930", "index", 1},
    CodeRange{"sh", "931", "index", 1},
    CodeRange{"sh", "932", "index", 1},
    CodeRange{"sh", "50", "fund", 2},
    CodeRange{"sh", "51", "etf", 2},
    CodeRange{"sh", "52", "etf", 2},
    CodeRange{"sh", "53", "etf", 2},
    CodeRange{"sh", "55", "etf", 2},
    CodeRange{"sh", "56", "etf", 2},
    CodeRange{"sh", "58", "etf", 2},
    CodeRange{"sh", "110", "cbond", 1},
    CodeRange{"sh", "111", "cbond", 1},
    CodeRange{"sh", "113", "cbond", 1},
    CodeRange{"sh", "118", "cbond", 1},
    CodeRange{"sz", "000", "stock", 2},
    CodeRange{"sz", "001", "stock", 2},
    CodeRange{"sz", "002", "stock", 2},
    CodeRange{"sz", "003", "stock", 2},
    CodeRange{"sz", "004", "stock", 2},
    CodeRange{"sz", "30", "stock", 2},
    CodeRange{"sz", "200", "stock", 2},
    CodeRange{"sz", "399", "index", 2},
    CodeRange{"sz", "159", "etf", 2},
    CodeRange{"sz", "15", "fund", 2},
    CodeRange{"sz", "16", "fund", 2},
    CodeRange{"sz", "18", "fund", 2},
    CodeRange{"sz", "12", "cbond", 2},
    CodeRange{"bj", "899", "index", 2},
    CodeRange{"bj", "43", "stock", 2},
    CodeRange{"bj", "82", "stock", 2},
    CodeRange{"bj", "83", "stock", 2},
    CodeRange{"bj", "87", "stock", 2},
    CodeRange{"bj", "88", "stock", 2},
    CodeRange{"bj", "92", "stock", 2},
};

struct Marker {
  std::string_view text;
  std::string_view exchange;
};

/// Suffixes and prefixes that name an exchange; "us" stands for any American one.
constexpr std::array kMarkers{
    Marker{"SH", "sh"},
    Marker{"SS", "sh"},
    Marker{"SSE", "sh"},
    Marker{"XSHG", "sh"},
    Marker{"SZ", "sz"},
    Marker{"SZSE", "sz"},
    Marker{"XSHE", "sz"},
    Marker{"BJ", "bj"},
    Marker{"BSE", "bj"},
    Marker{"XBSE", "bj"},
    Marker{"HK", "hk"},
    Marker{"XHKG", "hk"},
    Marker{"US", "us"},
    Marker{"NASDAQ", "nasdaq"},
    Marker{"XNAS", "nasdaq"},
    Marker{"OQ", "nasdaq"},
    Marker{"NYSE", "nyse"},
    Marker{"XNYS", "nyse"},
};

constexpr std::array<std::string_view, 8> kQuotes{"USDT", "USDC", "FDUSD", "BUSD", "USD", "BTC", "ETH", "EUR"};
constexpr std::array<std::string_view, 2> kCoinExchanges{"binance", "okx"};

using Readings = std::vector<EntityId>;

bool isDigits(std::string_view text)
{
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string_view> markedExchange(std::string_view text)
{
  for (const Marker& marker : kMarkers)
    if (marker.text == text)
      return marker.exchange;
  return {};
}

const CodeRange* rangeOf(std::string_view exchange, std::string_view digits)
{
  for (const CodeRange& range : kRanges)
    if (range.exchange == exchange && digits.starts_with(range.prefix))
      return &range;
  return nullptr;
}

/// A six-digit code on a known mainland exchange.
Readings onMainland(std::string_view exchange, std::string_view digits)
{
  if (digits.size() != 6 || !isDigits(digits))
    return {};
  const CodeRange* range = rangeOf(exchange, digits);
  if (!range)
    return {};
  return {EntityId{std::string(range->type), std::string(exchange), std::string(digits)}};
}

Readings onHongKong(std::string_view digits)
{
  if (!isDigits(digits) || digits.size() > 5)
    return {};
  return {EntityId{"stockhk", "hk", std::string(5 - digits.size(), '0') + std::string(digits)}};
}

/// One to five letters, with a class behind '.' or '-' (BRK.B).
bool isUsTicker(std::string_view text)
{
  const auto isLetters = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  };
  const std::size_t mark = text.find_first_of(".-");
  const std::string_view root = text.substr(0, mark);
  return isLetters(root) && root.size() <= 5
      && (mark == std::string_view::npos || (isLetters(text.substr(mark + 1)) && text.size() - mark <= 2));
}

Readings inUs(std::string_view ticker, std::string_view exchange)
{
  if (!isUsTicker(ticker))
    return {};
  if (exchange != "us")
    return {EntityId{"stockus", std::string(exchange), std::string(ticker)}};
  return {EntityId{"stockus", "nasdaq", std::string(ticker)}, EntityId{"stockus", "nyse", std::string(ticker)}};
}

Readings onExchange(std::string_view exchange, std::string_view code)
{
  if (exchange == "hk")
    return onHongKong(code);
  if (exchange == "us" || exchange == "nasdaq" || exchange == "nyse")
    return inUs(code, exchange);
  return onMainland(exchange, code);
}

Readings bareDigits(std::string_view digits)
{
  if (digits.size() <= 5)
    return onHongKong(digits);
  Readings likely, other;
  for (const std::string_view exchange : {"sh", "sz", "bj"})
    for (EntityId& id : onMainland(exchange, digits))
      (rangeOf(exchange, digits)->likelihood == 2 ? likely : other).push_back(std::move(id));
  likely.insert(likely.end(), other.begin(), other.end());
  return likely;
}

Readings coins(std::string_view unifiedSymbol)
{
  Readings readings;
  for (const std::string_view exchange : kCoinExchanges)
    if (auto id = EntityId::parse("coin_" + std::string(exchange) + '_' + codeFromUnifiedSymbol(unifiedSymbol)))
      readings.push_back(*std::move(id));
  return readings;
}

/// BTCUSDT, BTC_USDT, BTC-USDT: a pair when it ends in a well-known quote coin.
Readings coinPair(std::string_view upper)
{
  for (const std::string_view quote : kQuotes) {
    if (!upper.ends_with(quote) || upper.size() < quote.size() + 2)
      continue;
    std::string_view base = upper.substr(0, upper.size() - quote.size());
    const bool separated = base.ends_with('_') || base.ends_with('-');
    if (separated)
      base.remove_suffix(1);
    // Without a separator only the stable coins are unmistakable (an American ticker may end in BTC or ETH).
    if (!separated && !quote.starts_with("USD") && !quote.ends_with("USD"))
      continue;
    const bool plain =
        std::all_of(base.begin(), base.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    if (plain && !base.empty() && (separated || base.size() >= 2))
      return coins(std::string(base) + '/' + std::string(quote));
  }
  return {};
}

/// 600000.SH, SH.600000, AAPL.US
Readings dotted(std::string_view upper)
{
  const std::size_t dot = upper.rfind('.');
  if (dot == std::string_view::npos)
    return {};
  if (const auto exchange = markedExchange(upper.substr(dot + 1)))
    return onExchange(*exchange, upper.substr(0, dot));
  const std::size_t first = upper.find('.');
  if (const auto exchange = markedExchange(upper.substr(0, first)))
    return onExchange(*exchange, upper.substr(first + 1));
  return {};
}

/// sh600000, HK00700
Readings prefixed(std::string_view upper)
{
  if (upper.size() < 3 || !isDigits(upper.substr(2)))
    return {};
  const auto exchange = markedExchange(upper.substr(0, 2));
  return exchange && *exchange != "us" ? onExchange(*exchange, upper.substr(2)) : Readings{};
}

}

std::vector<EntityId> readCode(std::string_view text)
{
  text = trim(text);
  if (text.empty() || text.size() > 80)
    return {};
  if (auto id = EntityId::parse(text))
    return {*std::move(id)};
  if (text.find('/') != std::string_view::npos)
    return coins(text);
  const std::string upper = toUpper(text);
  if (isDigits(upper))
    return bareDigits(upper);
  for (const auto& read : {dotted, prefixed, coinPair})
    if (Readings readings = read(upper); !readings.empty())
      return readings;
  return inUs(upper, "us");
}

Result<EntityId> parseCode(std::string_view text)
{
  std::vector<EntityId> readings = readCode(text);
  if (readings.empty())
    return fail("entity.unknown_code", {{"text", std::string(text)}});
  return std::move(readings.front());
}

}
