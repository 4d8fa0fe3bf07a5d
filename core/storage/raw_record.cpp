// SPDX-License-Identifier: Apache-2.0
#include "core/storage/raw_record.h"

#include <array>
#include <bit>

namespace zvt::storage {

namespace {

std::uint64_t byteAt(std::string_view bytes, std::size_t at)
{
  return static_cast<unsigned char>(bytes[at]);
}

std::int64_t signedInteger(std::string_view bytes)
{
  std::uint64_t value = (byteAt(bytes, 0) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value = (value << 8U) | byteAt(bytes, i);
  return static_cast<std::int64_t>(value);
}

/// Bytes that a value of a serial type takes; nothing for types that do not exist.
bool sizeOf(std::uint64_t type, std::uint64_t& size)
{
  constexpr std::array<std::uint64_t, 10> kSizes = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
  if (type == 10 || type == 11)
    return false;
  size = type < kSizes.size() ? kSizes[type] : (type - 12) / 2;
  return true;
}

RawValue valueOf(std::uint64_t type, std::string_view bytes)
{
  if (type == 0)
    return {};
  if (type <= 6)
    return signedInteger(bytes);
  if (type == 7)
    return std::bit_cast<double>(signedInteger(bytes));
  if (type <= 9)
    return static_cast<std::int64_t>(type - 8);
  if (type % 2 == 0)
    return RawBlob{std::string(bytes)};
  return std::string(bytes);
}

}

std::uint16_t rawU16(std::string_view bytes, std::size_t at)
{
  return at + 2 <= bytes.size() ? static_cast<std::uint16_t>((byteAt(bytes, at) << 8U) | byteAt(bytes, at + 1)) : 0;
}

std::uint32_t rawU32(std::string_view bytes, std::size_t at)
{
  return (static_cast<std::uint32_t>(rawU16(bytes, at)) << 16U) | rawU16(bytes, at + 2);
}

bool readVarint(std::string_view bytes, std::size_t& at, std::uint64_t& value)
{
  value = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= bytes.size())
      return false;
    const std::uint64_t byte = byteAt(bytes, at++);
    if (i == 8) {
      value = (value << 8U) | byte;
      return true;
    }
    value = (value << 7U) | (byte & 0x7fU);
    if ((byte & 0x80U) == 0)
      return true;
  }
  return true;
}

bool decodeRecord(std::string_view payload, std::vector<RawValue>& values)
{
  std::size_t at = 0;
  std::uint64_t headerSize = 0;
  if (!readVarint(payload, at, headerSize) || headerSize > payload.size() || headerSize < at)
    return false;
  std::size_t body = headerSize;
  while (at < headerSize) {
    std::uint64_t type = 0;
    std::uint64_t size = 0;
    if (!readVarint(payload.substr(0, headerSize), at, type) || !sizeOf(type, size) || size > payload.size() - body)
      return false;
    values.push_back(valueOf(type, payload.substr(body, size)));
    body += size;
  }
  return body == payload.size();
}

}
