// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// Bytes of the codecs, little-endian. Readers take hostile input: false at the end, never a step beyond it.
namespace zvt::storage {

constexpr std::uint64_t zigzag(std::uint64_t difference)
{
  return (difference << 1U) ^ (0 - (difference >> 63U));
}

constexpr std::uint64_t unzigzag(std::uint64_t value)
{
  return (value >> 1U) ^ (0 - (value & 1U));
}

inline void putByte(std::uint64_t value, std::string& out)
{
  out += static_cast<char>(value & 0xffU);
}

inline void putVarint(std::uint64_t value, std::string& out)
{
  while (value >= 0x80U) {
    putByte(value | 0x80U, out);
    value >>= 7U;
  }
  putByte(value, out);
}

inline void putSigned(std::int64_t value, std::string& out)
{
  putVarint(zigzag(static_cast<std::uint64_t>(value)), out);
}

inline void putWord(std::uint64_t value, std::string& out)
{
  for (std::size_t i = 0; i < sizeof value; ++i, value >>= 8U)
    putByte(value, out);
}

class ByteReader {
public:
  explicit ByteReader(std::string_view bytes)
      : m_at(reinterpret_cast<const unsigned char*>(bytes.data()))
      , m_end(m_at + bytes.size())
  {
  }

  [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }

  bool byte(unsigned& value)
  {
    if (m_at == m_end)
      return false;
    value = *m_at++;
    return true;
  }
  /// False beyond 64 bits as well.
  bool varint(std::uint64_t& value)
  {
    value = 0;
    for (unsigned shift = 0; shift < 64 && m_at != m_end; shift += 7) {
      const std::uint64_t next = *m_at++;
      value |= (next & 0x7fU) << shift;
      if (next < 0x80U)
        return shift < 63 || next <= 1;
    }
    return false;
  }
  bool signedVarint(std::int64_t& value)
  {
    std::uint64_t code = 0;
    if (!varint(code))
      return false;
    value = static_cast<std::int64_t>(unzigzag(code));
    return true;
  }
  bool word(std::uint64_t& value)
  {
    const unsigned char* bytes = nullptr;
    if (!take(sizeof value, bytes))
      return false;
    value = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&value, bytes, sizeof value);
    } else {
      for (std::size_t i = sizeof value; i-- > 0;)
        value = (value << 8U) | bytes[i];
    }
    return true;
  }
  bool take(std::size_t size, const unsigned char*& bytes)
  {
    if (size > left())
      return false;
    bytes = m_at;
    m_at += size;
    return true;
  }
  bool take(std::size_t size, std::string_view& bytes)
  {
    const unsigned char* begin = nullptr;
    if (!take(size, begin))
      return false;
    bytes = {reinterpret_cast<const char*>(begin), size};
    return true;
  }

private:
  const unsigned char* m_at;
  const unsigned char* m_end;
};

}
