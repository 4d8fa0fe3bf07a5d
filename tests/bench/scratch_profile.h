// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"

#include <filesystem>
#include <memory>

namespace zvt::bench {

/// A profile in a folder of its own that goes with it.
class ScratchProfile {
public:
  ScratchProfile();
  ~ScratchProfile();
  ScratchProfile(const ScratchProfile&) = delete;
  ScratchProfile& operator=(const ScratchProfile&) = delete;

  [[nodiscard]] storage::Profile& profile() { return *m_profile; }
  [[nodiscard]] data::MarketData& marketData() { return *m_marketData; }
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] OsFileSystem& files() { return m_files; }
  [[nodiscard]] const Clock& clock() const { return m_clock; }
  [[nodiscard]] Logger& logger() { return *m_logger; }
  /// Fills it with the sample market.
  void loadSample();

private:
  std::filesystem::path m_folder;
  SystemClock m_clock;
  OsFileSystem m_files;
  std::shared_ptr<Logger> m_logger;
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<data::MarketData> m_marketData;
};

}
