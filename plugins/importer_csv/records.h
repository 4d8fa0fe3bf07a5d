// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::importer_csv {

/// One line of a table. Cells are valid until the next record is read.
struct Record {
  std::uint64_t line = 0;
  std::vector<std::string_view> cells;
  std::optional<Error> error; ///< the record is broken: quotes, JSON syntax or shape
  bool fatal = false; ///< nothing after it can be read
};

/// A text as a sequence of records.
class RecordReader {
public:
  virtual ~RecordReader() = default;
  /// False at the end of the text.
  virtual bool next(Record& record) = 0;
  [[nodiscard]] virtual double position() const = 0; ///< 0…1
  /// Column names that the format itself carries (keys of JSON objects), known after the first next().
  [[nodiscard]] virtual const std::vector<std::string>& names() const = 0;
};

/// RFC 4180 with any delimiter and any line end; lines of blanks are skipped.
class CsvReader final : public RecordReader {
public:
  CsvReader(std::string_view text, char delimiter);
  bool next(Record& record) override;
  [[nodiscard]] double position() const override;
  [[nodiscard]] const std::vector<std::string>& names() const override { return m_names; }

private:
  bool readRecord(Record& record);
  bool readQuoted(Record& record);
  void skipToLineEnd();
  bool atLineEnd() const;
  void passLineEnd();

  std::string_view m_text;
  char m_delimiter;
  std::size_t m_at = 0;
  std::uint64_t m_line = 1;
  std::deque<std::string> m_unquoted; ///< cells with doubled quotes, for the life of one record
  std::vector<std::string> m_names;
};

/// The delimiter of a CSV text: the one of , ; tab | that is most frequent in its first line.
[[nodiscard]] char guessDelimiter(std::string_view text);

/// Which JSON objects a reader takes.
enum class JsonMembers {
  Same, ///< every object has the same scalar members
  Any ///< members may be missing, and may be objects and arrays, which come as written
};

/// A JSON array of arrays of scalars or of objects, or JSON Lines: objects one after the other. Cells are numbers as
/// written, texts without quotes, null as missing.
class JsonReader final : public RecordReader {
public:
  /// @param names of the members, in the order of the cells; empty: those of the objects, as they come
  explicit JsonReader(
      std::string_view text, JsonMembers members = JsonMembers::Same, std::vector<std::string> names = {});
  bool next(Record& record) override;
  [[nodiscard]] double position() const override;
  [[nodiscard]] const std::vector<std::string>& names() const override { return m_names; }
  [[nodiscard]] bool hasLines() const { return m_lines; }

private:
  void skipBlanks();
  bool take(char c);
  bool broken(Record& record, const char* code);
  bool readArray(Record& record);
  bool readObject(Record& record);
  std::size_t indexOf(std::string_view key, std::size_t likely);
  bool readValue(std::string_view& cell);
  bool readScalar(std::string_view& cell);
  bool readString(std::string_view& cell);
  bool readNested(std::string_view& cell);
  bool passString(bool& escaped);

  std::string_view m_text;
  JsonMembers m_members;
  bool m_lines;
  std::size_t m_at = 0;
  std::uint64_t m_line = 1;
  bool m_started = false;
  bool m_done = false;
  std::deque<std::string> m_unescaped;
  std::vector<std::string> m_names;
};

[[nodiscard]] bool looksLikeJson(std::string_view text);

}
