// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trading/journal.h"

#include <functional>
#include <memory>
#include <span>

namespace zvt::risk {

/// The journal of one account, as the ledger keeps it.
struct ReportAccount {
  std::string name;
  std::vector<trading::JournalEntry> entries;
};

struct ReportInput {
  std::span<const ReportAccount> accounts;
  std::optional<TradingDay> from; ///< both inclusive
  std::optional<TradingDay> to;
  std::string market = "cn"; ///< whose limits on programme trading count
  Decimal largeShare; ///< large_positions: share of the account's equity from which a position is listed
  std::string program; ///< name and version of the software
  /// The newest close of a security by the end of a day; nothing: none is known. Left empty, or without one, a position
  /// stands at its last fill.
  std::function<Result<std::optional<Price>>(const std::string& entityId, TradingDay day)> close = {};
};

/// A report is rows of text with named columns; numbers are plain decimals.
struct ReportTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// One kind of report.
struct RegulatoryReport {
  std::string id; ///< its title is the message "report.<id>"
  std::function<Result<ReportTable>(const ReportInput&)> make;
};

/// programme_declaration, order_counts, peak_seconds, large_positions; a host may add its own beside them.
[[nodiscard]] std::vector<RegulatoryReport> standardReports();
/// Errors: report.unknown with argument "report".
[[nodiscard]] Result<ReportTable> makeReport(
    std::span<const RegulatoryReport> reports, std::string_view id, const ReportInput& input);

/// RFC 4180, with a header.
[[nodiscard]] std::string toCsv(const ReportTable& table);
/// An array of objects, a line each.
[[nodiscard]] std::string toJson(const ReportTable& table);

}
