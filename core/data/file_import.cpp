// SPDX-License-Identifier: Apache-2.0
#include "core/data/file_import.h"

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/data/import_entity.h"
#include "core/data/import_options.h"
#include "core/market/bar_columns.h"
#include "core/plugin/plugin_loader.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::data {
namespace {

constexpr double kSharesPerLot = 100; // 手

/// The shortest time from one bar to the next that a level allows, in the unit of its keys; a short bar before a break
/// or a holiday may be nearer.
std::int64_t shortestStep(market::BarLevel level)
{
  switch (level) {
  case market::BarLevel::Day1:
    return 1;
  case market::BarLevel::Week1:
    return 4;
  case market::BarLevel::Month1:
    return 20;
  default:
    return Duration::minutes(market::minutesOf(level)).micros;
  }
}

/// Whether most bars follow each other faster than their level allows: a minute file that was called a daily one.
bool isFinerThanLevel(const market::BarSeries& bars)
{
  const std::int64_t shortest = shortestStep(bars.level);
  std::size_t tooClose = 0;
  for (std::size_t i = 1; i < bars.size(); ++i)
    tooClose += bars.key[i] - bars.key[i - 1] < shortest ? 1 : 0;
  return tooClose * 2 > bars.size();
}

/// The market whose rules labelled the bars; empty when the file holds nothing.
Result<std::string> marketOf(const std::vector<CollectedEntity>& entities)
{
  if (entities.empty())
    return std::string();
  ZVT_TRY(const auto id, market::EntityId::parse(entities.front().entityId));
  return std::string(market::marketOf(id.exchange));
}

/// A file with one price a row has ticks, not bars.
bool isTickFile(const plugin::FileLayout& layout)
{
  const auto hasRole = [&](std::string_view role) {
    return std::any_of(layout.columns.begin(), layout.columns.end(), [&](const auto& one) { return one.role == role; });
  };
  return hasRole("price") && !hasRole("close") && !hasRole("open");
}

}

FileImport::FileImport(const ImportOptions& options, const plugin::PluginLoader& plugins, const FileSystem& files)
    : m_options(options)
    , m_plugins(plugins)
    , m_files(files)
{
}

BarLabel FileImport::labelFor(const plugin::FileLayout& layout, std::string_view market) const
{
  if (m_options.label)
    return *m_options.label;
  if (layout.labelIsEnd)
    return BarLabel::End;
  return layout.labelIsStart || market == "crypto" ? BarLabel::Start : BarLabel::End;
}

VolumeUnit FileImport::unitFor(const plugin::FileLayout& layout) const
{
  return m_options.volumeUnit.value_or(layout.volumeInLots ? VolumeUnit::Lot : VolumeUnit::Share);
}

std::string FileImport::transformationText(
    const plugin::FileLayout& layout, const plugin::Importer& importer, const std::string& market) const
{
  Json json;
  json["importer"] = importer.id();
  json["format"] = layout.format;
  json["encoding"] = layout.encoding;
  json["mapping"] = m_options.mapping;
  Json& columns = json["columns"] = Json::object();
  for (const plugin::ImportColumn& column : layout.columns) {
    if (!column.role.empty())
      columns[column.role] = column.name;
  }
  json["timezone"] = m_options.timeZone.empty() ? "exchange" : m_options.timeZone;
  if (m_options.content == plugin::ImportContent::Bars) {
    json["level"] = market::toString(m_options.level);
    json["volume_unit"] = unitFor(layout) == VolumeUnit::Lot ? "lot" : "share";
    json["label"] = labelFor(layout, market) == BarLabel::Start ? "start" : "end";
  }
  return canonicalJson(json);
}

Result<CollectedEntity> FileImport::open(
    const std::filesystem::path& file, const plugin::FileLayout& layout, std::string_view cell) const
{
  auto id = m_options.entitySource == EntitySource::FileName ? entityFromFileName(file)
      : m_options.entitySource == EntitySource::Column       ? readEntity(cell)
                                                             : readEntity(m_options.entity);
  if (!id)
    return std::unexpected(std::move(id).error());
  const std::string_view market = market::marketOf(id->exchange);
  ZVT_TRY(auto calendar, market::Calendar::of(*id));
  TimeZone zone = calendar->zone();
  if (!m_options.timeZone.empty()) {
    ZVT_TRY(zone, TimeZone::find(m_options.timeZone));
  }
  CollectedEntity entity;
  entity.entityId = id->toString();
  entity.placer = std::make_unique<TimePlacer>(m_options.level, labelFor(layout, market), zone, std::move(calendar));
  entity.bars.entityId = entity.entityId;
  entity.bars.level = m_options.level;
  entity.bars.provider = m_options.provider;
  return entity;
}

Result<FileContent> FileImport::read(const std::filesystem::path& file, const CancelToken& cancel,
    std::size_t maxProblems, std::size_t previewRows, std::function<bool(double)> progress) const
{
  FileContent content;
  content.file = file;
  auto bytes = m_files.read(file);
  if (!bytes)
    return std::unexpected(std::move(bytes).error());
  content.sha256 = sha256Hex(*bytes);
  content.size = bytes->size();
  ZVT_TRY(const plugin::Importer* importer, m_plugins.importerFor(file));
  plugin::ReadOptions readOptions;
  readOptions.content = m_options.content;
  readOptions.previewRows = previewRows;
  for (const market::OptionalBarColumn& column : market::optionalBarColumns())
    readOptions.extraColumns.push_back(column.name);
  ZVT_TRY(readOptions.mapping, parseMapping(m_options.mapping, m_options.content));
  content.layout = importer->inspect(*bytes, readOptions);
  if (isTickFile(content.layout) && m_options.level != market::BarLevel::Tick) {
    Error error{"import.missing_columns", {{"columns", "open, high, low, close"}}, {}};
    content.problems.push_back({file, 1, {}, std::move(error).with("file", pathText(file))});
    return content;
  }

  const bool byColumn = m_options.entitySource == EntitySource::Column;
  if (!byColumn) {
    // An entity that cannot be read is the person's slip, not the file's.
    auto opened = open(file, content.layout, {});
    if (!opened)
      return std::unexpected(std::move(opened).error().with("file", pathText(file)));
  }
  const VolumeUnit unit = unitFor(content.layout);
  ImportCollector collector(
      {file, m_options.level, m_options.provider, unit == VolumeUnit::Lot ? kSharesPerLot : 1.0, byColumn, maxProblems},
      [&](std::string_view cell) { return open(file, content.layout, cell); }, std::move(progress));
  ZVT_TRY_VOID(importer->read(*bytes, readOptions, collector, cancel));
  ZVT_TRY_VOID(cancel.check());
  content.rows = collector.rows();
  content.problems = collector.takeProblems();
  content.entities = collector.takeEntities();
  ZVT_TRY(const std::string market, marketOf(content.entities));
  content.transformation = transformationText(content.layout, *importer, market);
  for (const CollectedEntity& entity : content.entities) {
    if (!content.problems.empty() || !isFinerThanLevel(entity.bars))
      continue;
    Error error{"import.finer_than_level", {{"level", std::string(market::toString(m_options.level))}}, {}};
    content.problems.push_back({file, 0, {}, std::move(error).with("file", pathText(file))});
  }
  if (content.rows == 0 && content.problems.empty()) {
    Error empty = Error{"import.empty", {}, {}}.with("file", pathText(file));
    content.problems.push_back({file, 0, {}, std::move(empty)});
  }
  return content;
}

}
