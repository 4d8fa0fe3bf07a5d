// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/market/quote_book.h"
#include "widgets/market/quote_board.h"

#include <map>
#include <string>

namespace zvt {
class TimeZone;
}

namespace zvt::ui {

/// What the head of a quote is made from.
struct QuoteView {
  const market::Quote* quote = nullptr; ///< null: none yet
  const TimeZone* zone = nullptr; ///< of the exchange; not null
  int decimals = 2;
  double lot = 100;
  bool stale = false;
  bool replay = false; ///< the quotes are of a day that is played
  std::int64_t ageSeconds = 0;
  QString source; ///< translated
};

/// A quote in words. No widgets.
[[nodiscard]] widgets::QuoteHeading headingOf(const QuoteView& view);
[[nodiscard]] std::vector<widgets::QuoteFigure> figuresOf(const QuoteView& view);
/// Halted, opening auction …; empty while it simply trades or nothing is known.
[[nodiscard]] QString phaseText(market::QuotePhase phase);
/// "Sealed at the upper limit: 123,400 lots, 1.23B"; empty: it is not.
[[nodiscard]] QString sealText(const QuoteView& view);
/// "2 bad quotes left out: a bid above the ask"; empty: none.
[[nodiscard]] QString faultText(const std::map<std::string, std::uint64_t>& faults);

}
