// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time_zone.h"
#include "core/data/problem_list.h"
#include "core/data/record_keys.h"
#include "core/data/record_plan.h"
#include "core/market/entity_id.h"

#include <functional>

namespace zvt::data {

/// Reads the rows of one file as its plan says, and reports what does not fit.
class RecordCollector final : public plugin::ImportSink {
public:
  struct Options {
    std::filesystem::path file;
    std::string entityType; ///< schemas of securities: the type that the ids must have
    std::optional<TimeZone> zone; ///< of times without an offset; nothing: that of the row's exchange
    std::size_t maxProblems = kMaxImportProblems;
    RecordKeys* keys = nullptr; ///< remembers the key of each good row; null: nobody asks
    std::uint32_t fileNumber = 0; ///< in keys
  };
  /// Takes a good row; false: no more rows are wanted.
  using RowTaker = std::function<bool(storage::RecordRow&&)>;
  RecordCollector(const RecordPlan& plan, Options options, RowTaker take, std::function<bool(double)> progress);

  bool bar(const plugin::BarRow&) override { return false; }
  bool action(const plugin::ActionRow&) override { return false; }
  bool record(const plugin::TextRow& row) override;
  bool problem(plugin::FileProblem problem) override;
  bool progress(double fraction) override { return m_progress(fraction); }

  [[nodiscard]] std::uint64_t rows() const { return m_rows; }
  [[nodiscard]] std::vector<ImportProblem> takeProblems() { return m_problems.take(); }

private:
  struct Security {
    market::EntityId id;
    std::string text;
  };

  bool readSecurity(const plugin::TextRow& row);
  [[nodiscard]] Result<Security> securityOf(const plugin::TextRow& row) const;
  [[nodiscard]] Result<storage::RecordValue> valueOf(const PlannedColumn& column, const plugin::TextRow& row);
  [[nodiscard]] storage::RecordValue identityOf(std::string_view column) const;
  [[nodiscard]] Result<TimeZone> zoneOfRow();

  const RecordPlan& m_plan;
  Options m_options;
  RowTaker m_take;
  std::function<bool(double)> m_progress;
  std::optional<Security> m_security; ///< of the row
  std::string m_securityCells; ///< that it was read from
  std::string m_zoneExchange;
  std::optional<TimeZone> m_zone; ///< of m_zoneExchange
  ProblemList m_problems;
  std::uint64_t m_rows = 0;
};

}
