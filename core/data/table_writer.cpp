// SPDX-License-Identifier: Apache-2.0
#include "core/data/table_writer.h"

#include "core/base/text.h"
#include "core/data/cell_value.h"

namespace zvt::data {
namespace {

constexpr std::size_t kPieceBytes = 1U << 20U; // that are written at a time

}

OutputFile::OutputFile(std::filesystem::path path, std::unique_ptr<AtomicFile> file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{
}

Result<OutputFile> OutputFile::create(FileSystem& files, const std::filesystem::path& path)
{
  if (path.has_parent_path() && !files.exists(path.parent_path()))
    ZVT_TRY_VOID(files.createDirectories(path.parent_path()));
  ZVT_TRY(auto file, files.createAtomically(path));
  return OutputFile(path, std::move(file));
}

Result<void> OutputFile::write(std::string_view bytes)
{
  m_buffer += bytes;
  return m_buffer.size() < kPieceBytes ? Result<void>() : flush();
}

Result<void> OutputFile::flush()
{
  m_hash.add(m_buffer);
  m_size += m_buffer.size();
  ZVT_TRY_VOID(m_file->write(m_buffer));
  m_buffer.clear();
  return {};
}

Result<ExportedFile> OutputFile::commit(std::uint64_t rows)
{
  ZVT_TRY_VOID(flush());
  ZVT_TRY_VOID(m_file->commit());
  return ExportedFile{m_path, rows, m_size, m_hash.hex()};
}

TableWriter::TableWriter(OutputFile file, TableFormat format, std::vector<storage::ColumnSchema> columns)
    : m_file(std::move(file))
    , m_format(format)
    , m_columns(std::move(columns))
{
}

Result<TableWriter> TableWriter::create(FileSystem& files, const std::filesystem::path& path, TableFormat format,
    std::vector<storage::ColumnSchema> columns)
{
  ZVT_TRY(OutputFile file, OutputFile::create(files, path));
  TableWriter writer(std::move(file), format, std::move(columns));
  std::string header;
  for (const storage::ColumnSchema& column : writer.m_columns) {
    std::string& key = writer.m_keys.emplace_back();
    appendJsonString(key, column.name);
    key += ':';
    header += (header.empty() ? "" : ",") + csvField(column.name);
  }
  if (format == TableFormat::Csv)
    ZVT_TRY_VOID(writer.m_file.write(header + "\n"));
  return writer;
}

void TableWriter::appendCsv(const storage::RecordRow& row)
{
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0)
      m_line += ',';
    if (std::holds_alternative<std::monostate>(row[i]))
      continue;
    const std::string text = cellText(m_columns[i].type, row[i]);
    const auto* number = std::get_if<double>(&row[i]);
    if (text.empty() && number == nullptr)
      m_line += "\"\"";
    else
      m_line += csvField(text);
  }
  m_line += '\n';
}

void TableWriter::appendObject(const storage::RecordRow& row)
{
  m_line += '{';
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0)
      m_line += ',';
    m_line += m_keys[i];
    appendJsonValue(m_line, m_columns[i].type, row[i]);
  }
  m_line += '}';
}

Result<void> TableWriter::row(const storage::RecordRow& row)
{
  m_line.clear();
  if (m_format == TableFormat::Csv) {
    appendCsv(row);
  } else {
    if (m_format == TableFormat::Json)
      m_line += m_rows == 0 ? "[\n" : ",\n";
    appendObject(row);
    if (m_format == TableFormat::JsonLines)
      m_line += '\n';
  }
  ++m_rows;
  return m_file.write(m_line);
}

Result<ExportedFile> TableWriter::commit()
{
  if (m_format == TableFormat::Json)
    ZVT_TRY_VOID(m_file.write(m_rows == 0 ? "[]\n" : "\n]\n"));
  return m_file.commit(m_rows);
}

}
