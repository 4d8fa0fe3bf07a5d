// SPDX-License-Identifier: Apache-2.0
#include "core/base/logging.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace zvt {
namespace {

constexpr std::string_view kMask = "***";

/// Ends of the names whose values never appear in a log; compared in lower case without '_' and '-'.
constexpr std::array<std::string_view, 15> kSecretNames = {"token", "secret", "password", "passwd", "passphrase", "pwd",
    "apikey", "accesskey", "secretkey", "privatekey", "credential", "credentials", "signature", "sendkey", "sessionid"};
/// Headers whose whole value goes, blanks and all.
constexpr std::array<std::string_view, 4> kSecretHeaders = {
    "authorization", "proxyauthorization", "cookie", "setcookie"};
constexpr std::array<std::string_view, 2> kSchemes = {"bearer", "basic"};

bool isNameCharacter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isQuote(char c)
{
  return c == '"' || c == '\'';
}

std::string normalised(std::string_view name)
{
  std::string result = toLower(name);
  std::erase_if(result, [](char c) { return c == '_' || c == '-'; });
  return result;
}

/// Copies a line piece by piece and masks values on the way.
class Redactor {
public:
  explicit Redactor(std::string_view line)
      : m_rest(line)
  {
  }

  std::string run()
  {
    while (!m_rest.empty()) {
      if (isNameCharacter(m_rest.front()))
        name();
      else if (m_rest.starts_with("://"))
        userInfo();
      else
        copy(1);
    }
    return std::move(m_out);
  }

private:
  void copy(std::size_t count)
  {
    m_out += m_rest.substr(0, count);
    m_rest.remove_prefix(std::min(count, m_rest.size()));
  }

  std::size_t blanks(std::size_t from) const
  {
    while (from < m_rest.size() && (m_rest[from] == ' ' || m_rest[from] == '\t'))
      ++from;
    return from;
  }

  void name()
  {
    std::size_t length = 0;
    while (length < m_rest.size() && isNameCharacter(m_rest[length]))
      ++length;
    const bool isOption = m_rest.starts_with("--");
    const std::string key = normalised(m_rest.substr(0, length));
    copy(length);

    const bool isHeader = std::find(kSecretHeaders.begin(), kSecretHeaders.end(), key) != kSecretHeaders.end();
    const bool isSecret = std::any_of(kSecretNames.begin(), kSecretNames.end(),
        [&](std::string_view end) { return std::string_view(key).ends_with(end); });
    const bool isScheme = std::find(kSchemes.begin(), kSchemes.end(), key) != kSchemes.end();
    if (isScheme && m_rest.starts_with(' '))
      schemeValue();
    else if ((isHeader || isSecret) && skipSeparator(isOption))
      value(isHeader);
  }

  /// What follows "Bearer": only something that looks like a credential, so that prose keeps its words.
  void schemeValue()
  {
    const std::size_t start = blanks(0);
    const std::size_t end = std::min(m_rest.find_first_of(" \t\"',;)", start), m_rest.size());
    if (end - start < 8)
      return;
    copy(start);
    mask(end - start);
  }

  /// Copies the closing quote of the name, '=' or ':' and blanks; false when no value follows.
  bool skipSeparator(bool isOption)
  {
    std::size_t at = 0;
    while (at < m_rest.size() && (m_rest[at] == '\\' || isQuote(m_rest[at])))
      ++at;
    at = blanks(at);
    const bool hasSign = at < m_rest.size() && (m_rest[at] == '=' || m_rest[at] == ':');
    if (!hasSign && !(isOption && at > 0))
      return false;
    copy(hasSign ? blanks(at + 1) : at);
    return true;
  }

  void value(bool wholeLine)
  {
    std::size_t opening = 0;
    while (opening < m_rest.size() && m_rest[opening] == '\\') // JSON inside JSON
      ++opening;
    if (opening < m_rest.size() && isQuote(m_rest[opening])) {
      const std::string quote(m_rest.substr(0, opening + 1));
      copy(quote.size());
      mask(closingQuote(quote));
      return;
    }
    const std::string_view ends = wholeLine ? "\r\n\"" : " \t\r\n&,;)}]\"'";
    mask(std::min(m_rest.find_first_of(ends), m_rest.size()));
  }

  std::size_t closingQuote(const std::string& quote) const
  {
    std::size_t at = m_rest.find(quote);
    while (quote.size() == 1 && at != std::string_view::npos && at > 0 && m_rest[at - 1] == '\\')
      at = m_rest.find(quote, at + 1);
    return std::min(at, m_rest.size());
  }

  /// scheme://user:password@host
  void userInfo()
  {
    copy(3);
    const std::size_t end = std::min(m_rest.find_first_of("/?# \t\"'"), m_rest.size());
    const std::size_t at = m_rest.substr(0, end).rfind('@');
    if (at == std::string_view::npos)
      return;
    const std::size_t colon = m_rest.substr(0, at).find(':');
    if (colon == std::string_view::npos)
      return;
    copy(colon + 1);
    mask(at - colon - 1);
  }

  void mask(std::size_t count)
  {
    if (count > 0)
      m_out += kMask;
    m_rest.remove_prefix(count);
  }

  std::string_view m_rest;
  std::string m_out;
};

}

std::string redact(std::string_view line)
{
  return Redactor(line).run();
}

}
