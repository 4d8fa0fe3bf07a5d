// SPDX-License-Identifier: Apache-2.0
#include "core/market/exchange.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zvt::market {
namespace {

constexpr std::array<std::string_view, 12> kBoards{"main", "chinext", "star", "bse", "fund", "convertible_bond",
    "b_share", "hong_kong", "us_stock", "crypto", "index", "other"};
constexpr std::array<std::string_view, 6> kPhases{
    "open_auction", "continuous", "close_auction", "after_hours", "pre_market", "post_market"};

constexpr std::array<std::string_view, 9> kCnExchanges{"sh", "sz", "bj", "cn", "cffex", "shfe", "dce", "czce", "ine"};
constexpr std::array<std::string_view, 6> kUsExchanges{"nasdaq", "nyse", "amex", "arca", "bats", "us"};
constexpr std::array<std::string_view, 34> kCryptoExchanges{"binance", "binanceus", "binanceusdm", "binancecoinm",
    "okx", "okex", "bybit", "gate", "gateio", "kucoin", "kucoinfutures", "huobi", "huobipro", "htx", "bitget",
    "coinbase", "coinbaseexchange", "kraken", "krakenfutures", "bitfinex", "mexc", "deribit", "bitstamp", "gemini",
    "bitmex", "hyperliquid", "upbit", "bithumb", "cryptocom", "poloniex", "bingx", "bitmart", "phemex", "woo"};

template <typename List> bool holds(const List& list, std::string_view text)
{
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool startsWithAny(std::string_view code, std::initializer_list<std::string_view> prefixes)
{
  return std::any_of(
      prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return code.starts_with(prefix); });
}

Board boardOfMainlandStock(const EntityId& id)
{
  if (id.exchange == "bj")
    return Board::Bse;
  if (startsWithAny(id.code, {"688", "689"}))
    return Board::Star;
  if (startsWithAny(id.code, {"300", "301", "302"}))
    return Board::ChiNext;
  if (id.exchange == "sh" && id.code.starts_with("900"))
    return Board::BShare;
  if (id.exchange == "sz" && id.code.starts_with("200"))
    return Board::BShare;
  return Board::Main;
}

}

std::string_view toString(Board board)
{
  return kBoards[static_cast<std::size_t>(board)];
}

std::string_view toString(Phase phase)
{
  return kPhases[static_cast<std::size_t>(phase)];
}

Board boardOf(const EntityId& id)
{
  if (id.type.starts_with("index"))
    return Board::Index;
  if (id.type == "stock" && (id.exchange == "sh" || id.exchange == "sz" || id.exchange == "bj"))
    return boardOfMainlandStock(id);
  constexpr std::array<std::pair<std::string_view, Board>, 6> kByType{
      {{"etf", Board::Fund}, {"fund", Board::Fund}, {"cbond", Board::ConvertibleBond}, {"stockhk", Board::HongKong},
          {"stockus", Board::UsStock}, {"coin", Board::Crypto}}};
  for (const auto& [type, board] : kByType)
    if (type == id.type)
      return board;
  return Board::Other;
}

std::string_view marketOf(std::string_view exchange)
{
  if (holds(kCnExchanges, exchange) || exchange == "gfex")
    return "cn";
  if (exchange == "hk" || exchange == "hkfe")
    return "hk";
  if (holds(kUsExchanges, exchange))
    return "us";
  return holds(kCryptoExchanges, exchange) ? "crypto" : "";
}

}
