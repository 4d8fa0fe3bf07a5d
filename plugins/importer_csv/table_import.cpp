// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/table_import.h"

#include "core/base/text.h"
#include "plugins/importer_csv/row_reader.h"

namespace zvt::importer_csv {
namespace {

constexpr std::size_t kPollRows = 4096; // rows between two looks at the cancel token

std::vector<std::string> copyOf(const Record& record)
{
  return {record.cells.begin(), record.cells.end()};
}

/// Objects of records may lack members: only all of them together tell the columns.
void collectJsonNames(Table& table)
{
  JsonReader reader(table.decoded.text, table.jsonMembers);
  Record record;
  while (reader.next(record) && !record.fatal) { }
  table.jsonNames = reader.names();
}

bool isOhlcvArray(const Table& table)
{
  return table.json && !table.columns.hasHeader && table.columns.names.size() >= 6
      && table.columns.names.front() == "1";
}

}

std::unique_ptr<RecordReader> Table::reader() const
{
  if (json)
    return std::make_unique<JsonReader>(decoded.text, jsonMembers, jsonNames);
  return std::make_unique<CsvReader>(decoded.text, delimiter);
}

Table openTable(std::string_view bytes, const plugin::ReadOptions& options)
{
  Table table;
  table.decoded = decodeText(bytes);
  if (table.decoded.problem) {
    table.problem = table.decoded.problem;
    return table;
  }
  table.json = looksLikeJson(table.decoded.text);
  if (!table.json)
    table.delimiter = guessDelimiter(table.decoded.text);
  table.jsonLines = table.json && trim(table.decoded.text).starts_with('{');
  if (table.json && options.content == plugin::ImportContent::Records) {
    table.jsonMembers = JsonMembers::Any;
    collectJsonNames(table);
  }
  const auto reader = table.reader();
  Record record;
  if (!reader->next(record)) {
    table.problem = plugin::FileProblem{0, {}, {"import.empty", {}, {}}};
    return table;
  }
  if (record.error) {
    table.problem = plugin::FileProblem{record.line, {}, *record.error};
    return table;
  }
  const auto first = copyOf(record);
  const auto jsonNames = reader->names();
  const bool hasSecond = reader->next(record);
  table.columns =
      findColumns(first, hasSecond && !record.error ? copyOf(record) : std::vector<std::string>{}, jsonNames, options);
  table.problem = table.columns.problem;
  if (!table.problem && table.columns.hasHeader && !hasSecond)
    table.problem = plugin::FileProblem{1, {}, {"import.header_only", {}, {}}};
  return table;
}

plugin::FileLayout describeTable(const Table& table, const plugin::ReadOptions& options)
{
  plugin::FileLayout layout;
  layout.encoding = table.decoded.encoding;
  layout.format = table.jsonLines ? "jsonl" : table.json ? "json" : table.delimiter == '\t' ? "tsv" : "csv";
  if (!table.json)
    layout.delimiter = std::string(1, table.delimiter);
  layout.hasHeader = table.columns.hasHeader;
  layout.volumeInLots = table.columns.volumeInLots;
  layout.labelIsStart = isOhlcvArray(table);
  layout.labelIsEnd = table.columns.ownExport;
  for (std::size_t i = 0; i < table.columns.names.size(); ++i)
    layout.columns.push_back({table.columns.names[i], table.columns.roles[i]});
  if (table.problem)
    layout.problems.push_back(*table.problem);
  if (table.decoded.problem)
    return layout;
  const auto reader = table.reader();
  Record record;
  bool header = table.columns.hasHeader;
  while (layout.preview.size() < options.previewRows && reader->next(record) && !record.fatal) {
    if (!header) {
      layout.preview.push_back(copyOf(record));
      layout.previewLines.push_back(record.line);
    }
    header = false;
  }
  return layout;
}

Result<void> readTable(
    const Table& table, const plugin::ReadOptions& options, plugin::ImportSink& sink, const CancelToken& cancel)
{
  if (table.problem) {
    sink.problem(*table.problem);
    return {};
  }
  const auto reader = table.reader();
  RowReader rows(table.columns, options.content, sink);
  Record record;
  if (table.columns.hasHeader)
    reader->next(record);
  for (std::size_t count = 1; reader->next(record); ++count) {
    if (!rows.deliver(record) || record.fatal)
      return {};
    if (count % kPollRows == 0) {
      ZVT_TRY_VOID(cancel.check());
      if (!sink.progress(reader->position()))
        return {};
    }
  }
  return {};
}

}
