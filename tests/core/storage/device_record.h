// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::tests {

/// The content of a device: files by name.
using DeviceImage = std::map<std::string, std::string, std::less<>>;

void writeAt(std::string& content, std::size_t offset, std::string_view bytes);

/// What was done to a device, in order, and what a power cut at any moment would have left of it.
///
/// The model: what was synced is on the platter. Of later writes each 512-byte sector is there or not, whatever their
/// order; a truncation or deletion is there or not. The name of a file is durable once it was synced.
class DeviceRecord {
public:
  void start(DeviceImage image);
  void write(const std::string& file, std::size_t offset, std::string_view bytes);
  void truncate(const std::string& file, std::size_t size);
  void remove(const std::string& file);
  void sync(const std::string& file);

  /// Steps so far.
  [[nodiscard]] std::size_t moment() const { return m_steps.size(); }
  /// What a cut right after the first @p moment steps leaves; chance decides about what was not synced.
  [[nodiscard]] DeviceImage afterPowerCut(std::size_t moment, std::uint64_t seed) const;

  struct Step {
    enum class Kind { Write, Truncate, Remove, Sync };
    Kind kind = Kind::Write;
    std::string file;
    std::size_t offset = 0; ///< Truncate: the new size
    std::string bytes;
  };

private:
  DeviceImage m_base;
  std::vector<Step> m_steps;
};

}
