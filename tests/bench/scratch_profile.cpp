// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/scratch_profile.h"

#include "core/base/random.h"
#include "core/data/sample_market.h"

#include <fmt/format.h>

#include <cstdlib>

namespace zvt::bench {

namespace {

template <typename T> T orExit(Result<T> result)
{
  if (!result) {
    fmt::print(stderr, "zvt_bench: {}\n", result.error().code);
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>)
    return std::move(*result);
}

}

ScratchProfile::ScratchProfile()
    : m_folder(std::filesystem::temp_directory_path() / fmt::format("zvt-bench-{:016x}", SystemRandom().next()))
    , m_logger(orExit(makeLogger({})))
    , m_profile(orExit(storage::Profile::open({m_folder, false, {}, "zvt_bench"}, m_clock, m_files, *m_logger)))
    , m_marketData(std::make_unique<data::MarketData>(*m_profile))
{
}

ScratchProfile::~ScratchProfile()
{
  m_marketData.reset();
  m_profile.reset();
  std::error_code ignored;
  std::filesystem::remove_all(m_folder, ignored);
}

void ScratchProfile::loadSample()
{
  SilentTaskControl control;
  orExit(data::generateSampleMarket(*m_profile, m_marketData.get(), control));
}

}
