// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/encoding.h"

#include "core/base/text.h"

#include <algorithm>

namespace zvt::importer_csv {
namespace {

std::uint64_t lineAt(std::string_view text, std::size_t offset)
{
  return 1
      + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// Every byte above 0x7F belongs to a two-byte (or GB18030 four-byte) character.
bool looksLikeGbk(std::string_view text)
{
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  for (std::size_t i = 0; i < text.size();) {
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    if (byte(i) == 0x80 || byte(i) == 0xFF)
      return false;
    const unsigned second = byte(i + 1);
    if (second >= 0x30 && second <= 0x39) {
      i += 4;
      continue;
    }
    if (second < 0x40 || second == 0x7F || second == 0xFF)
      return false;
    i += 2;
  }
  return true;
}

/// Offset of a byte that no text holds.
std::size_t findControl(std::string_view text)
{
  const auto isControl = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  };
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), isControl) - text.begin());
}

DecodedText wrongEncoding(std::string_view encoding, std::uint64_t line)
{
  DecodedText result;
  result.encoding = encoding;
  result.problem = plugin::FileProblem{line, {}, {"import.wrong_encoding", {{"encoding", std::string(encoding)}}, {}}};
  return result;
}

}

DecodedText decodeText(std::string_view bytes)
{
  DecodedText result;
  if (bytes.starts_with("\xEF\xBB\xBF"))
    bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return wrongEncoding("UTF-16", 1);
  if (trim(bytes).empty()) {
    result.problem = plugin::FileProblem{0, {}, {"import.empty", {}, {}}};
    return result;
  }
  if (const std::size_t at = findControl(bytes); at < bytes.size()) {
    result.encoding = "binary";
    result.problem = plugin::FileProblem{lineAt(bytes, at), {}, {"import.binary", {}, {}}};
    return result;
  }
  if (const auto at = findInvalidUtf8(bytes))
    return wrongEncoding(looksLikeGbk(bytes) ? "GBK" : "ISO-8859-1", lineAt(bytes, *at));
  result.text = bytes;
  return result;
}

}
