// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_service.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/data/coverage_write.h"
#include "core/data/file_import.h"
#include "core/data/import_entity.h"
#include "core/data/import_options.h"
#include "core/data/market_data.h"
#include "core/data/quality_screen.h"
#include "core/plugin/plugin_loader.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <map>

namespace zvt::data {
namespace {

constexpr double kReadingShare = 0.8; // of the progress bar; the rest is writing
constexpr std::size_t kPreviewRows = 50;

std::string describeLine(const ImportProblem& problem)
{
  return problem.line == 0 ? std::string() : std::to_string(problem.line);
}

/// All files of an import put together: one series an entity.
class ImportAssembly {
public:
  ImportAssembly(const ImportOptions& options, const market::EntityTable& known)
      : m_options(options)
      , m_known(known)
  {
  }

  Result<void> add(FileContent content)
  {
    const auto run = static_cast<std::int32_t>(m_runs.size());
    m_runs.push_back(runOf(content));
    for (CollectedEntity& collected : content.entities) {
      ZVT_TRY_VOID(describe(content, collected));
      const auto [at, isNew] = m_merged.try_emplace(collected.entityId);
      if (!isNew && overlaps(content, at->second, collected))
        continue;
      Merged& merged = at->second;
      merged.actions.insert(merged.actions.end(), collected.actions.begin(), collected.actions.end());
      merged.actionRun = run;
      if (!collected.bars.empty())
        merged.bars.push_back(
            {std::make_shared<const market::BarSeries>(std::move(collected.bars)), storage::WriteMode::Merge, {}, run});
    }
    return {};
  }

  ImportReport& report() { return m_report; }

  Result<storage::MarketBatch> takeBatch(Timestamp started, Timestamp finished)
  {
    storage::MarketBatch batch;
    batch.entities = std::move(m_newEntities);
    batch.runs = std::move(m_runs);
    for (storage::DataRun& run : batch.runs) {
      run.started = started;
      run.finished = finished;
    }
    for (auto& [entityId, merged] : m_merged) {
      ZVT_TRY_VOID(addCoverage(batch, entityId, merged, started));
      std::move(merged.bars.begin(), merged.bars.end(), std::back_inserter(batch.bars));
      if (m_options.content == plugin::ImportContent::Actions)
        batch.actions.push_back({entityId, m_options.provider, sorted(std::move(merged.actions)), merged.actionRun});
    }
    return batch;
  }

private:
  struct Merged {
    std::vector<storage::BarWrite> bars; ///< one a file: each keeps the run it came from
    std::vector<market::CorporateAction> actions;
    std::int32_t actionRun = storage::kNoRun; ///< all of a provider's actions are replaced together: the last file's
  };

  /// A file answers for the days from its first to its last row.
  Result<void> addCoverage(
      storage::MarketBatch& batch, const std::string& entityId, const Merged& merged, Timestamp asked) const
  {
    for (const storage::BarWrite& write : merged.bars) {
      ZVT_TRY(storage::CoverageWrite coverage, answeredByFile(*write.bars, asked, write.run));
      batch.coverage.push_back(std::move(coverage));
    }
    if (merged.actions.empty())
      return {};
    const auto [first, last] = std::minmax_element(
        merged.actions.begin(), merged.actions.end(), [](const auto& a, const auto& b) { return a.exDay < b.exDay; });
    storage::CoverageWrite coverage;
    coverage.entityId = entityId;
    coverage.schema = "corporate_action";
    coverage.provider = m_options.provider;
    coverage.spans = {{first->exDay, last->exDay, storage::Asked::Answered, {}}};
    coverage.asked = asked;
    coverage.run = merged.actionRun;
    batch.coverage.push_back(std::move(coverage));
    return {};
  }

  static std::vector<market::CorporateAction> sorted(std::vector<market::CorporateAction> actions)
  {
    std::stable_sort(actions.begin(), actions.end(), [](const auto& a, const auto& b) { return a.exDay < b.exDay; });
    return actions;
  }

  storage::DataRun runOf(const FileContent& content) const
  {
    const bool bars = m_options.content == plugin::ImportContent::Bars;
    storage::DataRun run;
    run.kind = "import";
    run.schema = bars ? "kdata" : "corporate_action";
    if (content.entities.size() == 1)
      run.entityId = content.entities.front().entityId;
    if (bars)
      run.level = market::toString(m_options.level);
    run.provider = m_options.provider;
    run.source = pathText(content.file.filename());
    run.payloadHash = content.sha256;
    run.payloadSize = static_cast<std::int64_t>(content.size);
    run.transformation = content.transformation;
    run.actor = "user";
    for (const CollectedEntity& collected : content.entities)
      run.rows += static_cast<std::int64_t>(bars ? collected.bars.size() : collected.actions.size());
    return run;
  }

  Result<void> describe(const FileContent& content, const CollectedEntity& collected)
  {
    ImportedSeries series;
    series.file = content.file;
    series.sha256 = content.sha256;
    series.entityId = collected.entityId;
    series.newestFirst = collected.direction < 0;
    if (!collected.bars.empty()) {
      series.rows = collected.bars.size();
      series.first = collected.placer->text(collected.bars.key.front());
      series.last = collected.placer->text(collected.bars.key.back());
    } else if (!collected.actions.empty()) {
      series.rows = collected.actions.size();
      series.first = collected.actions.front().exDay.iso();
      series.last = collected.actions.back().exDay.iso();
    }
    const bool isNew = !m_known.find(collected.entityId) && !m_merged.contains(collected.entityId);
    if (isNew) {
      ZVT_TRY(const auto id, market::EntityId::parse(collected.entityId));
      m_newEntities.push_back(newEntity(id, m_options.entityName));
      series.entityCreated = true;
    }
    m_report.rows += series.rows;
    m_report.series.push_back(std::move(series));
    return {};
  }

  void reportOverlap(const FileContent& content, const CollectedEntity& collected, Error error)
  {
    error = std::move(error).with("entity", collected.entityId).with("file", pathText(content.file));
    m_report.problems.push_back({content.file, 0, {}, std::move(error)});
  }

  /// Whether another file holds bars of the same time or actions of the same day; then the import is refused.
  bool overlaps(const FileContent& content, const Merged& merged, const CollectedEntity& collected)
  {
    for (const market::CorporateAction& action : collected.actions) {
      const auto isSameDay = [&](const market::CorporateAction& other) { return other.exDay == action.exDay; };
      if (std::any_of(merged.actions.begin(), merged.actions.end(), isSameDay)) {
        reportOverlap(content, collected, Error{"import.actions_in_two_files", {{"day", action.exDay.iso()}}, {}});
        return true;
      }
    }
    if (collected.bars.empty())
      return false;
    const auto& keys = collected.bars.key;
    const auto shares = [&](const storage::BarWrite& write) {
      return keys.front() <= write.bars->key.back() && write.bars->key.front() <= keys.back();
    };
    const auto other = std::find_if(merged.bars.begin(), merged.bars.end(), shares);
    if (other == merged.bars.end())
      return false;
    const std::int64_t first = std::max(keys.front(), other->bars->key.front());
    reportOverlap(content, collected, Error{"import.overlapping_files", {{"time", collected.placer->text(first)}}, {}});
    return true;
  }

  const ImportOptions& m_options;
  const market::EntityTable& m_known;
  std::map<std::string, Merged> m_merged;
  std::vector<storage::DataRun> m_runs; ///< one a file
  std::vector<market::Entity> m_newEntities;
  ImportReport m_report;
};

/// The level whose bars are as far apart as most of the first rows.
std::optional<market::BarLevel> guessLevel(const std::vector<std::int64_t>& keys)
{
  if (keys.size() < 3)
    return {};
  std::map<std::int64_t, int> distances;
  for (std::size_t i = 1; i < keys.size(); ++i)
    ++distances[keys[i] - keys[i - 1]];
  const auto most =
      std::max_element(distances.begin(), distances.end(), [](auto& a, auto& b) { return a.second < b.second; });
  const std::int64_t minutes = most->first / Duration::minutes(1).micros;
  for (const auto level : {market::BarLevel::Min1, market::BarLevel::Min5, market::BarLevel::Min15,
           market::BarLevel::Min30, market::BarLevel::Hour1, market::BarLevel::Hour4}) {
    if (market::minutesOf(level) == minutes)
      return level;
  }
  const std::int64_t days = minutes / (24 * 60);
  if (days >= 1 && days <= 4)
    return market::BarLevel::Day1;
  if (days >= 5 && days <= 9)
    return market::BarLevel::Week1;
  if (days >= 26 && days <= 33)
    return market::BarLevel::Month1;
  return {};
}

/// Keeps the time of the first rows, whatever the level.
class TimeSink final : public plugin::ImportSink {
public:
  bool bar(const plugin::BarRow& row) override
  {
    times.push_back(row.time);
    return times.size() < 500;
  }
  bool action(const plugin::ActionRow&) override { return false; }
  bool problem(plugin::FileProblem) override { return true; }
  bool progress(double) override { return true; }
  std::vector<std::int64_t> times;
};

}

ImportService::ImportService(storage::Profile& profile, const plugin::PluginLoader& plugins, const FileSystem& files,
    const Clock& clock, MarketData* marketData)
    : m_profile(profile)
    , m_plugins(plugins)
    , m_files(files)
    , m_clock(clock)
    , m_marketData(marketData)
{
}

Result<ImportPreview> ImportService::inspect(const std::filesystem::path& file, const ImportOptions& options) const
{
  ImportPreview preview;
  ImportOptions own = options;
  own.files = {file};
  if (const auto guessed = entityFromFileName(file))
    preview.guessedEntity = guessed->toString();
  const bool nameTellsNone = own.entitySource == EntitySource::FileName && preview.guessedEntity.empty();
  if (nameTellsNone || (own.entitySource == EntitySource::Given && own.entity.empty())) {
    own.entitySource = EntitySource::Given;
    own.entity =
        preview.guessedEntity.empty() ? "stock_sh_600000" : preview.guessedEntity; // only its exchange's zone matters
  }
  ZVT_TRY_VOID(checkOptions(own));
  const FileImport import(own, m_plugins, m_files);
  ZVT_TRY(FileContent content, import.read(file, {}, kMaxImportProblems, kPreviewRows, [](double) { return true; }));
  preview.layout = std::move(content.layout);
  preview.rows = content.rows;
  preview.problems = std::move(content.problems);
  ZVT_TRY(const std::string bytes, m_files.read(file));
  ZVT_TRY(const plugin::Importer* importer, m_plugins.importerFor(file));
  plugin::ReadOptions readOptions;
  readOptions.content = own.content;
  ZVT_TRY(readOptions.mapping, parseMapping(own.mapping, own.content));
  TimeSink times;
  ZVT_TRY_VOID(importer->read(bytes, readOptions, times, {}));
  preview.guessedLevel = guessLevel(times.times);
  return preview;
}

Result<ImportReport> ImportService::run(const ImportOptions& options, TaskControl& control)
{
  ZVT_TRY_VOID(checkOptions(options));
  const Timestamp started = m_clock.now();
  const auto known = m_profile.entities().snapshot();
  ImportAssembly assembly(options, *known);
  ImportReport& report = assembly.report();
  report.dryRun = options.dryRun;
  const FileImport import(options, m_plugins, m_files);
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const auto progress = [&](double fraction) {
      control.progress(kReadingShare * (static_cast<double>(i) + fraction) / static_cast<double>(options.files.size()),
          pathText(options.files[i].filename()));
      return true;
    };
    progress(0);
    const std::size_t room = kMaxImportProblems - report.problems.size();
    ZVT_TRY(FileContent content, import.read(options.files[i], control.cancelToken(), room, 0, progress));
    report.problems.insert(report.problems.end(), content.problems.begin(), content.problems.end());
    report.moreProblems = report.problems.size() >= kMaxImportProblems;
    if (report.moreProblems)
      break;
    ZVT_TRY_VOID(assembly.add(std::move(content)));
  }
  for (const ImportProblem& problem : report.problems)
    control.log(problem.error.code + " " + pathText(problem.file.filename()) + ":" + describeLine(problem));
  if (report.refused()) {
    control.progress(1);
    return std::move(report);
  }
  ZVT_TRY_VOID(control.cancelToken().check());
  ZVT_TRY(storage::MarketBatch batch, assembly.takeBatch(started, m_clock.now()));
  ZVT_TRY(const ScreenReport screened, screenBars(m_profile, batch, m_clock.now()));
  report.heldBack = screened.held;
  report.suspicious = screened.suspicious;
  if (options.dryRun) {
    control.progress(1);
    return std::move(report);
  }
  ZVT_TRY_VOID(m_profile.write(std::move(batch)));
  control.progress(1);
  if (m_marketData != nullptr) {
    // Bars announce themselves through the store; actions and new entities do not.
    for (const ImportedSeries& series : report.series) {
      if (series.entityCreated || options.content == plugin::ImportContent::Actions)
        m_marketData->notifyChanged(series.entityId, {});
    }
  }
  return std::move(report);
}

Result<void> outcome(const ImportReport& report)
{
  if (!report.refused())
    return {};
  const ImportProblem& first = report.problems.front();
  Error error = first.error;
  if (report.problems.size() > 1)
    error =
        std::move(error).with("problems", std::to_string(report.problems.size()) + (report.moreProblems ? "+" : ""));
  return fail(std::move(error));
}

}
