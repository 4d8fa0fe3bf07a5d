// SPDX-License-Identifier: Apache-2.0
#include "core/data/record_keys.h"

#include <algorithm>
#include <bit>

namespace zvt::data {
namespace {

/// Two independent 64-bit hashes over the same bytes: FNV-1a, and a multiply-rotate mix with the finish of MurmurHash3.
class Hash {
public:
  void add(unsigned char byte)
  {
    m_first = (m_first ^ byte) * 0x100000001b3ULL;
    m_second = std::rotl((m_second + byte) * 0x87c37b91114253d5ULL, 31) + m_first;
  }
  void add(std::uint64_t value)
  {
    for (int i = 0; i < 8; ++i)
      add(static_cast<unsigned char>(value >> (8 * i)));
  }
  void add(const std::string& text)
  {
    add(static_cast<std::uint64_t>(text.size()));
    for (const char c : text)
      add(static_cast<unsigned char>(c));
  }
  [[nodiscard]] std::uint64_t high() const { return finished(m_first); }
  [[nodiscard]] std::uint64_t low() const { return finished(m_second); }

private:
  static std::uint64_t finished(std::uint64_t h)
  {
    h = (h ^ h >> 33U) * 0xff51afd7ed558ccdULL;
    h = (h ^ h >> 33U) * 0xc4ceb9fe1a85ec53ULL;
    return h ^ h >> 33U;
  }
  std::uint64_t m_first = 0xcbf29ce484222325ULL;
  std::uint64_t m_second = 0x9e3779b97f4a7c15ULL;
};

void addValue(Hash& hash, const storage::RecordValue& value)
{
  hash.add(static_cast<unsigned char>(value.index()));
  if (const auto* text = std::get_if<std::string>(&value))
    hash.add(*text);
  else if (const auto* integer = std::get_if<std::int64_t>(&value))
    hash.add(static_cast<std::uint64_t>(*integer));
  else if (const auto* number = std::get_if<double>(&value))
    hash.add(std::bit_cast<std::uint64_t>(*number == 0 ? 0.0 : *number)); // -0 is the same key
  else if (const auto* flag = std::get_if<bool>(&value))
    hash.add(static_cast<unsigned char>(*flag ? 1 : 0));
}

}

void RecordKeys::add(const storage::RecordRow& row, const std::vector<std::size_t>& key, Place place)
{
  Hash hash;
  for (const std::size_t column : key)
    addValue(hash, row[column]);
  m_entries.push_back({hash.high(), hash.low(), place});
}

std::vector<RecordKeys::Repeat> RecordKeys::repeats(std::size_t limit)
{
  std::sort(m_entries.begin(), m_entries.end());
  std::vector<Repeat> found;
  for (std::size_t i = 1; i < m_entries.size(); ++i) {
    const Entry& entry = m_entries[i];
    const Entry& before = m_entries[i - 1];
    if (entry.high == before.high && entry.low == before.low)
      found.push_back({entry.place, before.place});
  }
  std::sort(found.begin(), found.end(), [](const Repeat& a, const Repeat& b) { return a.place < b.place; });
  found.resize(std::min(found.size(), limit));
  return found;
}

}
