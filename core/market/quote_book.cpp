// SPDX-License-Identifier: Apache-2.0
#include "core/market/quote_book.h"

#include <cmath>

namespace zvt::market {

namespace {

double sumOf(const DepthSide& side)
{
  double sum = 0;
  for (const DepthLevel& level : side)
    sum += level.volume;
  return sum;
}

}

bool isLimitPrice(double price, double limit)
{
  constexpr double kHalfTick = 0.0005;
  return std::abs(price - limit) < kHalfTick;
}

AtLimit atLimit(double price, const Quote& quote)
{
  if (isLimitPrice(price, quote.limitUp))
    return AtLimit::Up;
  return isLimitPrice(price, quote.limitDown) ? AtLimit::Down : AtLimit::None;
}

BookFigures bookFigures(const Quote& quote)
{
  BookFigures figures;
  if (!quote.hasDepth())
    return figures;
  const double bids = sumOf(quote.bids), asks = sumOf(quote.asks);
  figures.difference = bids - asks;
  if (bids + asks > 0)
    figures.imbalance = figures.difference / (bids + asks);
  if (!quote.asks.empty() && !quote.bids.empty())
    figures.spread = quote.asks[0].price - quote.bids[0].price;
  if (quote.asks.empty() && atLimit(quote.bids[0].price, quote) == AtLimit::Up)
    figures.sealed = AtLimit::Up;
  if (quote.bids.empty() && atLimit(quote.asks[0].price, quote) == AtLimit::Down)
    figures.sealed = AtLimit::Down;
  if (figures.sealed != AtLimit::None) {
    const DepthLevel& wall = figures.sealed == AtLimit::Up ? quote.bids[0] : quote.asks[0];
    figures.sealVolume = wall.volume;
    figures.sealAmount = wall.volume * wall.price;
  }
  return figures;
}

double lotOf(std::string_view entityId)
{
  const auto id = EntityId::parse(entityId);
  if (!id || marketOf(id->exchange) != "cn")
    return 1;
  return id->type == "cbond" ? 10 : 100;
}

int priceDecimalsOf(std::string_view entityId)
{
  const auto id = EntityId::parse(entityId);
  const Board board = id ? boardOf(*id) : Board::Other;
  return board == Board::Fund || board == Board::ConvertibleBond || board == Board::HongKong ? 3 : 2;
}

}
