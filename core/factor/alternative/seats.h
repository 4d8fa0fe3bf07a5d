// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// What one seat did in a security on a day of the dragon-and-tiger list, in money.
struct SeatDeal {
  std::string seat;
  double bought = 0;
  double sold = 0;

  [[nodiscard]] double net() const { return bought - sold; }
  bool operator==(const SeatDeal&) const = default;
};

/// One row of the list: a reason, and the seats that it names.
struct Listing {
  TradingDay day;
  std::string reason;
  double turnover = 0;
  std::vector<SeatDeal> deals;
};

/// The buyers and the sellers of a row. A seat among both is the same deal told twice; one that stands twice among the
/// buyers is two institutions with equal deals.
[[nodiscard]] std::vector<SeatDeal> joinedSides(std::vector<SeatDeal> buyers, const std::vector<SeatDeal>& sellers);

/// Seats of institutions stand in the list under one common name, each in a line of its own.
[[nodiscard]] bool isInstitution(std::string_view seat);
/// These, and other names that stand for many: natural persons, small investors, institutional investors.
[[nodiscard]] bool isCollective(std::string_view seat);

/// A day of a security on the list, told once.
struct ListedDay {
  TradingDay day;
  double turnover = 0;
  std::vector<SeatDeal> deals;

  [[nodiscard]] double net() const; ///< of all seats
  [[nodiscard]] double institutionNet() const;
  [[nodiscard]] int institutions(bool buying) const; ///< seats that bought (or sold) more than the other
};
/// The rows of one security as days, by day. A seat that stands among the buyers and the sellers, or under several
/// reasons, with the same figures counts once. Rows over several days repeat the rows of the day itself and only count
/// where that has none.
[[nodiscard]] std::vector<ListedDay> listedDays(std::vector<Listing> rows);

/// Bars after which it is asked whether a purchase was worth while.
inline constexpr std::array<int, 4> kWinDays{1, 3, 5, 10};

struct WinRate {
  int settled = 0; ///< purchases whose outcome is known
  int won = 0;
  [[nodiscard]] double rate() const { return static_cast<double>(won) / settled; }
};

/// What is known of seats: a purchase is a day on the list on which the seat bought more than it sold; it is won after
/// n bars when the close then is above the close of that day (through corporate actions), which is known at that bar.
/// Names that stand for many, of which nobody knows which is which, have no record.
class SeatBook {
public:
  /// @param closes daily bars of the security, adjusted; days on the list without a bar are left out
  void add(std::span<const ListedDay> days, const market::BarSeries& closes);

  /// Of the outcomes that were known at the close of @p day. @param index into kWinDays
  [[nodiscard]] WinRate winRate(std::string_view seat, std::size_t index, TradingDay day) const;
  /// The mean rate of the seats that bought on a listed day, each as known at @p asOf; NaN where none has a record.
  [[nodiscard]] double winRateOfBuyers(const ListedDay& listed, std::size_t index, TradingDay asOf) const;

  struct Totals {
    int days = 0; ///< on the list
    double bought = 0;
    double sold = 0;
  };
  [[nodiscard]] const std::map<std::string, Totals, std::less<>>& totals() const { return m_totals; }

private:
  struct Outcome {
    TradingDay known;
    bool won = false;
  };
  std::map<std::string, std::array<std::vector<Outcome>, kWinDays.size()>, std::less<>> m_outcomes;
  std::map<std::string, Totals, std::less<>> m_totals;
};

}
