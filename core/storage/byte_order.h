// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

/// Numbers as little-endian bytes whatever the machine. Readers need as many bytes as the number has.
namespace zvt::storage {

template <typename T> void putLittle(T value, std::string& out)
{
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out += static_cast<char>(value >> (8U * i));
}

template <typename T> void writeLittle(T value, char* to)
{
  for (std::size_t i = 0; i < sizeof(T); ++i)
    to[i] = static_cast<char>(value >> (8U * i));
}

template <typename T> [[nodiscard]] T readLittle(std::string_view bytes)
{
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[i])) << (8U * i));
  return value;
}

inline void putU32(std::uint32_t value, std::string& out)
{
  putLittle(value, out);
}
[[nodiscard]] inline std::uint32_t readU32(std::string_view bytes)
{
  return readLittle<std::uint32_t>(bytes);
}
inline void putDouble(double value, std::string& out)
{
  putLittle(std::bit_cast<std::uint64_t>(value), out);
}
[[nodiscard]] inline double readDouble(std::string_view bytes)
{
  return std::bit_cast<double>(readLittle<std::uint64_t>(bytes));
}

}
