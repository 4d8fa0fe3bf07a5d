// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table_output.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

namespace zvt::cli {

namespace {

std::string cellText(const Cell& cell)
{
  struct Visitor {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return formatDouble(value); }
    std::string operator()(const std::string& value) const { return value; }
  };
  return std::visit(Visitor{}, cell);
}

bool isNumber(const Cell& cell)
{
  return std::holds_alternative<double>(cell) || std::holds_alternative<std::int64_t>(cell);
}

/// Columns on a terminal: a character from U+1100 on (CJK) takes two.
std::size_t displayWidth(std::string_view text)
{
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    width += byte >= 0xe1 ? 2 : 1;
    i += length;
  }
  return width;
}

nlohmann::ordered_json toJson(const Cell& cell)
{
  if (const auto* value = std::get_if<double>(&cell))
    return std::isfinite(*value) ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
  if (const auto* value = std::get_if<std::int64_t>(&cell))
    return *value;
  if (const auto* value = std::get_if<bool>(&cell))
    return *value;
  if (const auto* value = std::get_if<std::string>(&cell))
    return *value;
  return {};
}

}

Result<Format> parseFormat(std::string_view text)
{
  if (text == "table")
    return Format::Table;
  if (text == "csv")
    return Format::Csv;
  if (text == "json")
    return Format::Json;
  return fail("cli.bad_format", {{"text", std::string(text)}});
}

void writeJson(const nlohmann::ordered_json& document, std::FILE* stream)
{
  const std::string text = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  std::fwrite(text.data(), 1, text.size(), stream);
}

TableOutput::TableOutput(std::vector<std::string> columns, Format format, std::FILE* stream)
    : m_columns(std::move(columns))
    , m_format(format)
    , m_stream(stream)
{
  if (m_format != Format::Csv)
    return;
  for (std::size_t i = 0; i < m_columns.size(); ++i)
    m_buffer += (i == 0 ? "" : ",") + csvField(m_columns[i]);
  m_buffer += '\n';
}

void TableOutput::row(std::vector<Cell> cells)
{
  if (m_format != Format::Csv) {
    m_rows.push_back(std::move(cells));
    return;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0)
      m_buffer += ',';
    m_buffer += csvField(cellText(cells[i]));
  }
  m_buffer += '\n';
  constexpr std::size_t kFlushAt = 1U << 16U;
  if (m_buffer.size() >= kFlushAt) {
    std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_stream);
    m_buffer.clear();
  }
}

void TableOutput::finish()
{
  if (m_format == Format::Table)
    writeTable();
  else if (m_format == Format::Json)
    writeRowsAsJson();
  std::fwrite(m_buffer.data(), 1, m_buffer.size(), m_stream);
  std::fflush(m_stream);
  m_buffer.clear();
}

void TableOutput::writeTable()
{
  std::vector<std::size_t> widths;
  std::vector<bool> right(m_columns.size(), !m_rows.empty());
  for (const std::string& column : m_columns)
    widths.push_back(displayWidth(column));
  for (const auto& cells : m_rows)
    for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], displayWidth(cellText(cells[i])));
      if (!isNumber(cells[i]) && !std::holds_alternative<std::monostate>(cells[i]))
        right[i] = false;
    }
  const auto line = [&](const auto& textAt) {
    std::string text;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string cell = textAt(i);
      const std::string padding(widths[i] - std::min(widths[i], displayWidth(cell)), ' ');
      text += (i == 0 ? "" : "  ") + (right[i] ? padding + cell : cell + padding);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    m_buffer += text + '\n';
  };
  line([&](std::size_t i) { return m_columns[i]; });
  for (const auto& cells : m_rows)
    line([&](std::size_t i) { return i < cells.size() ? cellText(cells[i]) : std::string(); });
}

void TableOutput::writeRowsAsJson()
{
  auto rows = nlohmann::ordered_json::array();
  for (const auto& cells : m_rows) {
    auto object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < cells.size() && i < m_columns.size(); ++i)
      object[m_columns[i]] = toJson(cells[i]);
    rows.push_back(std::move(object));
  }
  writeJson(rows, m_stream);
}

}
