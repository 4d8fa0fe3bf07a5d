// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/data/export_service.h"
#include "core/storage/schema_registry.h"

namespace zvt::data {

/// A file on its way: written in large pieces, counted and hashed. Goes away unless it is committed.
class OutputFile {
public:
  /// Makes the folder that the file lies in. Errors: file.*.
  static Result<OutputFile> create(FileSystem& files, const std::filesystem::path& path);

  Result<void> write(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return m_size + m_buffer.size(); }
  /// The file takes its name.
  Result<ExportedFile> commit(std::uint64_t rows);

private:
  OutputFile(std::filesystem::path path, std::unique_ptr<AtomicFile> file);
  Result<void> flush();

  std::filesystem::path m_path;
  std::unique_ptr<AtomicFile> m_file;
  std::string m_buffer;
  Sha256 m_hash;
  std::uint64_t m_size = 0; ///< without the buffer
};

/// Rows with named columns as CSV, JSON or JSON Lines, one after the other.
class TableWriter {
public:
  /// Errors: file.*.
  static Result<TableWriter> create(FileSystem& files, const std::filesystem::path& path, TableFormat format,
      std::vector<storage::ColumnSchema> columns);

  Result<void> row(const storage::RecordRow& row);
  [[nodiscard]] std::uint64_t rows() const { return m_rows; }
  Result<ExportedFile> commit();

private:
  TableWriter(OutputFile file, TableFormat format, std::vector<storage::ColumnSchema> columns);
  void appendCsv(const storage::RecordRow& row);
  void appendObject(const storage::RecordRow& row);

  OutputFile m_file;
  TableFormat m_format;
  std::vector<storage::ColumnSchema> m_columns;
  std::vector<std::string> m_keys; ///< JSON: "name":
  std::string m_line;
  std::uint64_t m_rows = 0;
};

}
