// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/encoding.h"

#include "core/base/text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace zvt::importer_csv {
namespace {

std::uint64_t lineAt(std::string_view text, std::size_t offset)
{
  return 1
      + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// Chinese text in GBK consists of pairs, and most of them are of GB 2312: both bytes from 0xA1 on. In Western texts a
/// letter above 0x7F mostly stands alone.
bool looksLikeGbk(std::string_view text)
{
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  std::size_t pairs = 0, common = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    if (byte(i) == 0x80 || byte(i) == 0xFF)
      return false;
    const unsigned second = byte(i + 1);
    if (second >= 0x30 && second <= 0x39) { // GB18030: four bytes
      i += 4;
      continue;
    }
    if (second < 0x40 || second == 0x7F || second == 0xFF)
      return false;
    ++pairs;
    common += byte(i) >= 0xA1 && second >= 0xA1 ? 1 : 0;
    i += 2;
  }
  return common * 2 > pairs;
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

DecodedText checked(DecodedText result)
{
  if (trim(result.text).empty()) {
    result.problem = plugin::FileProblem{0, {}, {"import.empty", {}, {}}};
  } else if (const std::size_t at = findControl(result.text); at < result.text.size()) {
    result.problem = plugin::FileProblem{lineAt(result.text, at), {}, {"import.binary", {}, {}}};
    result.encoding = "binary";
  }
  return result;
}

/// A conversion descriptor that is closed at the end of its scope.
class Converter {
public:
  explicit Converter(const char* from)
      : m_handle(iconv_open("UTF-8", from))
  {
  }
  ~Converter()
  {
    if (isOpen())
      iconv_close(m_handle);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  [[nodiscard]] bool isOpen() const { return m_handle != reinterpret_cast<iconv_t>(-1); }
  /// What could be converted; @p bytes keeps the rest.
  std::string convert(std::string_view& bytes)
  {
    std::string out;
    std::array<char, 1U << 16U> buffer;
    char* in = const_cast<char*>(bytes.data()); // iconv does not write to it
    std::size_t left = bytes.size();
    while (left > 0) {
      char* to = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t done = iconv(m_handle, &in, &left, &to, &room);
      out.append(buffer.data(), buffer.size() - room);
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG)
        break;
    }
    bytes.remove_prefix(bytes.size() - left);
    return out;
  }

private:
  iconv_t m_handle;
};

DecodedText convert(std::string_view bytes, std::string_view encoding)
{
  Converter converter(std::string(encoding).c_str());
  if (!converter.isOpen())
    return wrongEncoding(encoding, 1);
  auto text = std::make_shared<std::string>(converter.convert(bytes));
  if (!bytes.empty())
    return wrongEncoding(encoding, lineAt(*text, text->size()));
  DecodedText result;
  result.text = *text;
  result.encoding = encoding;
  result.converted = std::move(text);
  return checked(std::move(result));
}

}

DecodedText decodeText(std::string_view bytes)
{
  if (bytes.starts_with("\xFF\xFE"))
    return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF"))
    return convert(bytes.substr(2), "UTF-16BE");
  if (bytes.starts_with("\xEF\xBB\xBF"))
    bytes.remove_prefix(3);
  DecodedText result;
  result.text = bytes;
  result = checked(std::move(result));
  if (result.problem)
    return result;
  if (const auto at = findInvalidUtf8(bytes))
    return looksLikeGbk(bytes) ? convert(bytes, "GB18030") : wrongEncoding("ISO-8859-1", lineAt(bytes, *at));
  return result;
}

}
