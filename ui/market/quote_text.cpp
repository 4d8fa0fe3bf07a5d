// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/quote_text.h"

#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/market/clock_text.h"

#include <cmath>

namespace zvt::ui {

using market::QuotePhase;
using widgets::CellTone;
using widgets::QuoteFigure;
using widgets::QuoteHeading; // qualified, lupdate loses the context of what follows

namespace {

int signOf(double value)
{
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

QString large(double value)
{
  return widgets::formatLarge(value, widgets::Theme::current().numberStyle());
}

QString ageText(const QuoteView& view)
{
  if (view.ageSeconds < 1)
    return {};
  return view.ageSeconds < 120 ? Tr::tr("%1 s", "age").arg(view.ageSeconds)
                               : Tr::tr("%1 min", "age").arg(view.ageSeconds / 60);
}

QString toolTipOf(const QuoteView& view)
{
  QStringList lines = {Tr::tr("Source: %1").arg(view.source)};
  lines << Tr::tr("Exchange's time: %1").arg(widgets::clockText(*view.zone, view.quote->time, true));
  lines << Tr::tr("Received: %1").arg(widgets::clockText(*view.zone, view.quote->received, true));
  if (view.quote->grain == market::QuoteGrain::Minute)
    lines << Tr::tr("Made from minute bars");
  if (view.quote->grain == market::QuoteGrain::Day)
    lines << Tr::tr("Made from the day's bar");
  if (view.quote->synthetic)
    lines << Tr::tr("Synthetic: invented for trying the program");
  return lines.join(u'\n');
}

QString faultKind(const std::string& code)
{
  if (code == "quote.crossed_book")
    return Tr::tr("bid above the ask");
  if (code == "quote.time_back")
    return Tr::tr("time going back");
  if (code == "quote.volume_back")
    return Tr::tr("volume going back");
  if (code == "quote.negative_volume")
    return Tr::tr("negative volume");
  return Tr::tr("no price");
}

}

QString phaseText(QuotePhase phase)
{
  switch (phase) {
  case QuotePhase::Halted:
    return Tr::tr("Halted");
  case QuotePhase::OpenAuction:
    return Tr::tr("Opening auction");
  case QuotePhase::CloseAuction:
    return Tr::tr("Closing auction");
  case QuotePhase::Break:
    return Tr::tr("Break");
  case QuotePhase::AfterHours:
    return Tr::tr("After hours");
  case QuotePhase::Closed:
    return Tr::tr("After the close");
  case QuotePhase::Continuous:
  case QuotePhase::Unknown:
    break;
  }
  return {};
}

QuoteHeading headingOf(const QuoteView& view)
{
  QuoteHeading heading;
  if (!view.quote) {
    heading.last = widgets::kMissing;
    return heading;
  }
  const market::Quote& quote = *view.quote;
  const bool traded = quote.last > 0;
  heading.last = widgets::formatNumber(traded ? quote.last : quote.previousClose, view.decimals);
  heading.stale = view.stale || quote.isHalted();
  if (traded && quote.previousClose > 0) {
    heading.direction = signOf(std::round(quote.change() * std::pow(10.0, view.decimals)));
    heading.change = widgets::formatSigned(quote.change(), view.decimals);
    heading.percent = widgets::formatSignedPercent(quote.changeRatio());
  }
  const market::AtLimit limit = market::atLimit(quote.last, quote);
  heading.atLimit = limit == market::AtLimit::Up ? 1 : limit == market::AtLimit::Down ? -1 : 0;
  heading.state = phaseText(quote.phase);
  heading.isCaution = quote.isHalted();
  heading.time = widgets::clockText(*view.zone, quote.time, true);
  if (const QString age = ageText(view); !age.isEmpty() && view.stale)
    heading.time += u' ' + age;
  else if (view.replay)
    heading.time = Tr::tr("Replay %1").arg(heading.time);
  heading.toolTip = toolTipOf(view);
  return heading;
}

std::vector<QuoteFigure> figuresOf(const QuoteView& view)
{
  const market::Quote none;
  const market::Quote& quote = view.quote ? *view.quote : none;
  const auto price = [&](double value) { return widgets::formatNumber(value, view.decimals); };
  const auto toneOf = [&](double value) { return widgets::toneOf(value - quote.previousClose); };
  const bool traded = quote.volume > 0;
  const double average = view.quote && !quote.entityId.starts_with("index") ? quote.average() : market::kNoPrice;
  const market::BookFigures book = market::bookFigures(quote);
  const double lots = traded ? quote.volume / view.lot : market::kNoPrice;
  const double range = (quote.high - quote.low) / quote.previousClose;
  const QString inFull = traded ? widgets::formatNumber(quote.volume, 0) : QString();
  return {{Tr::tr("Open"), price(quote.open), toneOf(quote.open)},
      {Tr::tr("Prev"), price(quote.previousClose), CellTone::Neutral,
          Tr::tr("Previous close, after corporate actions")},
      {Tr::tr("High"), price(quote.high), toneOf(quote.high)}, {Tr::tr("Low"), price(quote.low), toneOf(quote.low)},
      {Tr::tr("Lim ▲", "upper price limit"), price(quote.limitUp),
          std::isnan(quote.limitUp) ? CellTone::Muted : CellTone::Up},
      {Tr::tr("Lim ▼", "lower price limit"), price(quote.limitDown),
          std::isnan(quote.limitDown) ? CellTone::Muted : CellTone::Down},
      {Tr::tr("VWAP"), price(average), toneOf(average), Tr::tr("Turnover per share since the open")},
      {Tr::tr("Range"), widgets::formatPercent(range), CellTone::Neutral,
          Tr::tr("High less low, against the previous close")},
      {Tr::tr("Volume"), large(lots), CellTone::Neutral, Tr::tr("%1 shares").arg(inFull)},
      {Tr::tr("Amount"), large(traded ? quote.turnover : market::kNoPrice), CellTone::Neutral,
          widgets::formatNumber(quote.turnover, 0)},
      {Tr::tr("Spread"), price(book.spread), CellTone::Neutral, Tr::tr("Best ask less best bid")},
      {Tr::tr("Seal", "orders that wait at the limit"),
          book.sealed == market::AtLimit::None ? QString(widgets::kMissing) : large(book.sealAmount),
          book.sealed == market::AtLimit::Up         ? CellTone::Up
              : book.sealed == market::AtLimit::Down ? CellTone::Down
                                                     : CellTone::Muted,
          Tr::tr("Money that waits at the price limit")}};
}

QString sealText(const QuoteView& view)
{
  if (!view.quote)
    return {};
  const market::BookFigures book = market::bookFigures(*view.quote);
  const QString lots = widgets::formatNumber(book.sealVolume / view.lot, 0);
  if (book.sealed == market::AtLimit::Up)
    return Tr::tr("Sealed at the upper limit: %1 lots, %2").arg(lots, large(book.sealAmount));
  if (book.sealed == market::AtLimit::Down)
    return Tr::tr("Sealed at the lower limit: %1 lots, %2").arg(lots, large(book.sealAmount));
  return {};
}

QString faultText(const std::map<std::string, std::uint64_t>& faults)
{
  std::uint64_t count = 0;
  QStringList kinds;
  for (const auto& [code, times] : faults) {
    count += times;
    kinds << faultKind(code);
  }
  if (count == 0)
    return {};
  return Tr::tr("%n bad quote(s) left out: %1", nullptr, static_cast<int>(count)).arg(kinds.join(QStringLiteral(", ")));
}

}
