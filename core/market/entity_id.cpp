// SPDX-License-Identifier: Apache-2.0
#include "core/market/entity_id.h"

#include "core/base/text.h"

#include <algorithm>

namespace zvt::market {
namespace {

bool isLowerName(std::string_view text)
{
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), plain);
}

/// A code may hold letters of any script (some coins are named in Chinese), but nothing that a file name, a URL, a glob
/// or a CSV cell would trip over.
bool isCode(std::string_view text)
{
  const auto plain = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("-_.^=&$+!").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 64 && text != "." && text != ".."
      && std::all_of(text.begin(), text.end(), plain) && !findInvalidUtf8(text);
}

}

Result<EntityId> EntityId::parse(std::string_view text)
{
  const std::size_t first = text.find('_');
  const std::size_t second = first == std::string_view::npos ? first : text.find('_', first + 1);
  if (second != std::string_view::npos) {
    const std::string_view type = text.substr(0, first);
    const std::string_view exchange = text.substr(first + 1, second - first - 1);
    const std::string_view code = text.substr(second + 1);
    if (isLowerName(type) && isLowerName(exchange) && isCode(code))
      return EntityId{std::string(type), std::string(exchange), std::string(code)};
  }
  return fail("entity.bad_id", {{"text", std::string(text)}});
}

std::string EntityId::toString() const
{
  return type + '_' + exchange + '_' + code;
}

std::string codeFromUnifiedSymbol(std::string_view symbol)
{
  std::string code(symbol);
  std::replace(code.begin(), code.end(), '/', '-');
  std::replace(code.begin(), code.end(), ':', '_');
  return code;
}

std::string unifiedSymbolFromCode(std::string_view code)
{
  // Only the first '-' parts base and quote; those behind the settlement coin belong to an expiry and strike.
  std::string symbol(code);
  if (const std::size_t slash = symbol.find('-'); slash != std::string::npos)
    symbol[slash] = '/';
  if (const std::size_t colon = symbol.find('_'); colon != std::string::npos)
    symbol[colon] = ':';
  return symbol;
}

std::string displayCode(const EntityId& id)
{
  if (id.exchange == "sh" || id.exchange == "sz" || id.exchange == "bj" || id.exchange == "hk")
    return id.code + '.' + toUpper(id.exchange);
  return id.type == "coin" ? unifiedSymbolFromCode(id.code) : id.code;
}

}
