// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_tape.h"

namespace zvt::storage {
class Profile;
}

namespace zvt::data {

class MarketData;

/// Tapes of what a profile holds of a day, the finest first:
///   snapshots (schema tick), single trades (schema trade_tick), ticks (bars of the level tick, with the best prices
///   and sides where the file gave them), minute bars, the day's bar.
/// The first two and ticks only where trades are wanted; else the bars do. A sample security's minutes, made from
/// the day's bar where they are not stored, are told as synthetic trades with a synthetic book. Reads only; any thread
/// but the GUI's.
class QuoteTapeSource {
public:
  /// Both outlive the source.
  QuoteTapeSource(storage::Profile& profile, MarketData& marketData)
      : m_profile(profile)
      , m_data(marketData)
  {
  }

  /// @param frame the day's hours and prices; @p tick the price step, for synthetic prices
  /// @return null: nothing is stored of that day. Errors: storage.*, calendar.*.
  [[nodiscard]] Result<std::unique_ptr<QuoteTape>> tape(TapeFrame frame, QuoteDetail detail, double tick) const;

  /// The finest of snapshots, single trades and ticks that is stored of the day; null: none of them. Errors: storage.*.
  [[nodiscard]] Result<std::unique_ptr<QuoteTape>> storedTicks(const TapeFrame& frame) const;

private:
  [[nodiscard]] Result<std::vector<market::Quote>> snapshots(const TapeFrame& frame) const;
  [[nodiscard]] Result<std::vector<market::Trade>> trades(const TapeFrame& frame) const;
  [[nodiscard]] Result<std::unique_ptr<QuoteTape>> ticks(const TapeFrame& frame) const;
  [[nodiscard]] Result<std::vector<market::Bar>> minutes(const TapeFrame& frame) const;
  [[nodiscard]] Result<std::unique_ptr<QuoteTape>> bars(TapeFrame frame, QuoteDetail detail, double tick) const;

  storage::Profile& m_profile;
  MarketData& m_data;
};

}
