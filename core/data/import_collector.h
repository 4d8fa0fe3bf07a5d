// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/problem_list.h"
#include "core/data/time_placer.h"
#include "core/market/bar_series.h"
#include "core/market/corporate_action.h"

#include <functional>
#include <map>
#include <memory>

namespace zvt::data {

/// What one file holds for one entity.
struct CollectedEntity {
  std::string entityId;
  std::unique_ptr<TimePlacer> placer;
  market::BarSeries bars;
  std::vector<market::CorporateAction> actions;
  std::uint64_t previousLine = 0;
  std::int64_t previousKey = 0;
  int direction = 0; ///< of the rows: 1 oldest first, -1 newest first, 0 not known yet
};

/// Finds or makes the entity of a row. Errors: entity.*, calendar.*.
using EntityOpener = std::function<Result<CollectedEntity>(std::string_view cell)>;

/// Checks the rows of one file and keeps them. After the first problem it only looks for more of them.
class ImportCollector final : public plugin::ImportSink {
public:
  struct Options {
    std::filesystem::path file;
    market::BarLevel level = market::BarLevel::Day1;
    std::string provider;
    double volumeFactor = 1;
    bool byColumn = false; ///< the entity is told by each row
    std::size_t maxProblems = kMaxImportProblems;
  };
  ImportCollector(Options options, EntityOpener open, std::function<bool(double)> progress);

  bool bar(const plugin::BarRow& row) override;
  bool action(const plugin::ActionRow& row) override;
  bool problem(plugin::FileProblem problem) override;
  bool progress(double fraction) override;

  [[nodiscard]] std::uint64_t rows() const { return m_rows; }
  [[nodiscard]] bool isFull() const { return m_problems.isFull(); }
  [[nodiscard]] std::vector<ImportProblem> takeProblems() { return m_problems.take(); }
  /// Oldest row first, whatever the file's order was.
  [[nodiscard]] std::vector<CollectedEntity> takeEntities();

private:
  CollectedEntity* entityOf(std::string_view cell, std::uint64_t line);
  static void addExtras(CollectedEntity& entity, const plugin::BarRow& row);
  [[nodiscard]] bool checkPrices(const plugin::BarRow& row);
  [[nodiscard]] bool checkAmounts(const plugin::BarRow& row);
  [[nodiscard]] bool checkAction(const plugin::ActionRow& row);
  [[nodiscard]] bool checkOrder(CollectedEntity& entity, std::uint64_t line, std::int64_t key, bool mayRepeat);

  Options m_options;
  EntityOpener m_open;
  std::function<bool(double)> m_progress;
  std::map<std::string, CollectedEntity, std::less<>> m_entities;
  CollectedEntity* m_current = nullptr;
  std::string m_currentCell;
  ProblemList m_problems;
  std::uint64_t m_rows = 0;
};

}
