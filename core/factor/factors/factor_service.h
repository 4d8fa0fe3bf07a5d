// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/column_source.h"
#include "core/factor/factors/factor_program.h"
#include "core/factor/factors/targets.h"

#include <functional>
#include <mutex>

namespace zvt {
class ParallelFor;
class TaskControl;
}
namespace zvt::data {
class MarketData;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::factor {

/// One factor over securities.
struct FactorRequest {
  std::string factor;
  std::map<std::string, std::string> parameters; ///< as a person writes them; the others take their defaults
  std::vector<std::string> entities;
  std::optional<market::BarLevel> level; ///< nothing: that of the factor
  std::optional<market::AdjustMode> adjust;
  std::optional<std::string> provider; ///< nothing: what the profile prefers
};

/// What became of one security.
struct EntityReport {
  std::string entityId;
  std::int64_t kept = 0; ///< stored rows that still hold
  std::int64_t computed = 0; ///< rows that were computed, because they are new or their bars changed
  std::optional<std::int64_t> from; ///< key of the first row that is new or other than before
  std::optional<Error> error; ///< nothing of it is stored then
};

struct FactorWork;

/// Values of one security, oldest first.
struct FactorValues {
  std::string entityId;
  std::vector<std::int64_t> key;
  std::vector<std::vector<double>> columns; ///< by FactorProgram::columns()
  std::vector<storage::FactorMark> marks;
};

struct TargetQuery {
  std::vector<FactorRequest> factors; ///< all over the entities of the first
  SelectMode mode = SelectMode::And;
  TargetRules rules;
  std::int64_t key = 0; ///< the newest bar of any security up to there decides
  std::optional<std::int64_t> from; ///< follow the rules from there on; nothing: choose afresh
  std::size_t volatilityWindow = 60; ///< bars
};

struct TargetOpinion {
  std::string entityId;
  Opinion opinion;
  Side side = Side::Keep;
};

struct TargetReport {
  std::int64_t key = 0; ///< of the bars that decided
  std::vector<TargetOpinion> opinions; ///< of securities with a bar there; by entity
  std::vector<Holding> holdings; ///< best score first
  std::vector<std::pair<std::string, Error>> failed; ///< securities that could not be looked at
};

/// Factors over stored bars: computes and keeps their results, goes on from them after new bars, and gives them out.
/// Thread-safe, except that one factor is computed by one caller at a time.
class FactorService {
public:
  /// All must outlive the service. @p columns may be null: factors that read columns beside the bars then fail with
  /// factor.no_column.
  FactorService(storage::Profile& profile, data::MarketData& data, const ParallelFor& parallel,
      const FactorRegistry& registry, const ColumnSources* columns = nullptr);

  /// Errors: factor.unknown, level.*, those of FactorProgram::make.
  [[nodiscard]] Result<FactorProgram> program(const FactorRequest& request) const;

  /// The prices that it reads of an entity. Raw ones where the factor is not known.
  [[nodiscard]] market::AdjustMode adjustOf(const FactorRequest& request, std::string_view entityId) const;

  /// Brings the stored results of the entities up to date. Only rows whose bars are new or other than before are
  /// computed, and rows behind them; the results are those of a computation from the beginning, bit for bit. What is
  /// stored is always whole: entities are written in groups, each in one transaction. An entity that fails does not
  /// stop the others; what was stored of it stays as it was, unless it has no bars any more. @p done hears about each
  /// in turn. Errors: as program(); task.cancelled (groups that are written stay); storage.*.
  [[nodiscard]] Result<std::vector<EntityReport>> compute(const FactorRequest& request, TaskControl& control);

  /// Stored rows with from ≤ key < to that hold; empty where there are none.
  [[nodiscard]] Result<FactorValues> stored(
      const FactorRequest& request, const std::string& entityId, std::int64_t from, std::int64_t to) const;
  /// All rows: the stored ones when they hold up to the newest bar, else computed here without storing them. Those of
  /// a factor that reads other tables than bars are always computed.
  [[nodiscard]] Result<FactorValues> values(const FactorRequest& request, const std::string& entityId) const;
  [[nodiscard]] Result<std::vector<storage::FactorSeries>> list(const storage::FactorFilter& filter) const;
  /// Throws away stored results of a factor: of one entity, or of all. Returns how many series went.
  [[nodiscard]] Result<std::int64_t> clear(const std::string& factor, const std::optional<std::string>& entityId);

  /// What the factors say about the securities at a bar, and the portfolio that the rules make of it. Only bars up to
  /// there are looked at; where nobody says otherwise prices are hfq, since qfq ones follow from later dividends.
  /// Errors: factor.qfq_choice (they were asked for), factor.level_differs, factor.no_result, factor.no_bar_then, those
  /// of program(); task.cancelled.
  [[nodiscard]] Result<TargetReport> targets(const TargetQuery& query, TaskControl& control) const;

private:
  Result<market::BarSeriesPtr> bars(const FactorProgram& program, const storage::FactorSeries& series) const;
  Result<void> computeOne(const FactorProgram& program, FactorWork& work) const;

  storage::Profile& m_profile;
  data::MarketData& m_data;
  const ParallelFor& m_parallel;
  const FactorRegistry& m_registry;
  const ColumnSources* m_columns;
  ColumnSources m_noColumns;
  mutable std::mutex m_reading; ///< of the column sources
};

}
