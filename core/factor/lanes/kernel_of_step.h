// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes/lanes_kernel.h"
#include "core/factor/step_cells.h"

#include <type_traits>

/// Only for translation units of lanes (lanes/instantiate.h).

namespace zvt::factor {

/// The kernel of a step template.
template <template <class> class Step, class IsaTag> class KernelOfStep final : public LanesKernel {
  using V = Lanes<IsaTag>;
  using Lane = Step<V>;
  static constexpr std::size_t kIn = Lane::kInputs;
  static constexpr std::size_t kOut = Lane::kOutputs;
  static constexpr bool kSkips = !requires { requires Lane::kSeesGaps; };
  static constexpr bool kStateless = requires { requires Lane::kStateless; };

public:
  explicit KernelOfStep(const double* parameters)
      : m_step(parameters)
  {
  }
  std::size_t run(const double* const* in, double* const* out, std::size_t bars, std::uint32_t attached) override
  {
    if constexpr (kStateless && kSkips) {
      for (std::size_t i = 0; i < bars; ++i)
        stepOrUndefined(in, out, i);
      return bars;
    }
    if (!kSkips || (lanesWithGaps(in, bars) & attached) == 0) {
      if constexpr (std::is_trivially_destructible_v<Lane>) {
        Lane local = m_step; // stays in registers
        for (std::size_t i = 0; i < bars; ++i)
          step(local, in, out, i);
        m_step = local;
      } else {
        for (std::size_t i = 0; i < bars; ++i)
          step(m_step, in, out, i);
      }
      return bars;
    }
    for (std::size_t i = 0; i < bars; ++i) {
      const std::uint32_t missing = lanesWithGaps(in, 1, i) & attached;
      if (missing == 0)
        step(m_step, in, out, i);
      else if (missing == attached)
        skip(out, i);
      else
        return i;
    }
    return bars;
  }
  void stepAll(const double* const* in, double* const* out) override
  {
    if constexpr (kStateless && kSkips)
      stepOrUndefined(in, out, 0);
    else
      step(m_step, in, out, 0);
  }
  [[nodiscard]] std::uint32_t gaps(const double* const* in) const override
  {
    return kSkips && !kStateless ? lanesWithGaps(in, 1) : 0;
  }
  [[nodiscard]] std::size_t stateSize() const override
  {
    if constexpr (kStateless)
      return 0;
    else
      return cellCount<V>(const_cast<Lane&>(m_step));
  }
  void save(std::size_t lane, double* row) const override
  {
    if constexpr (!kStateless) {
      detail::CellWriter<V> walk(row, lane);
      const_cast<Lane&>(m_step).each(walk); // only reads
    }
  }
  [[nodiscard]] bool load(std::size_t lane, const double* row, bool takesCounts) override
  {
    if constexpr (kStateless) {
      return true;
    } else {
      detail::CellReader<V> walk(row, lane, takesCounts);
      m_step.each(walk);
      return walk.sameCounts;
    }
  }
  [[nodiscard]] LanesKernel* clone() const override { return new KernelOfStep(*this); }
  void assign(const LanesKernel& same) override { m_step = static_cast<const KernelOfStep&>(same).m_step; }

private:
  ZVT_LANES_INLINE static void step(Lane& lane, const double* const* in, double* const* out, std::size_t bar)
  {
    V inputs[kIn == 0 ? 1 : kIn];
    V outputs[kOut];
    for (std::size_t k = 0; k < kIn; ++k)
      inputs[k] = V::load(in[k] + bar * kLanes);
    lane(inputs, outputs);
    for (std::size_t k = 0; k < kOut; ++k)
      outputs[k].store(out[k] + bar * kLanes);
  }
  ZVT_LANES_INLINE void stepOrUndefined(const double* const* in, double* const* out, std::size_t bar)
  {
    V inputs[kIn == 0 ? 1 : kIn];
    V outputs[kOut];
    for (std::size_t k = 0; k < kIn; ++k)
      inputs[k] = V::load(in[k] + bar * kLanes);
    m_step(inputs, outputs);
    MaskOf<V> missing = isUndefined(inputs[0]);
    for (std::size_t k = 1; k < kIn; ++k)
      missing = missing | isUndefined(inputs[k]);
    for (std::size_t k = 0; k < kOut; ++k)
      select(missing, kUndefined, outputs[k]).store(out[k] + bar * kLanes);
  }
  static void skip(double* const* out, std::size_t bar)
  {
    for (std::size_t k = 0; k < kOut; ++k)
      V(kUndefined).store(out[k] + bar * kLanes);
  }
  static std::uint32_t lanesWithGaps(const double* const* in, std::size_t bars, std::size_t first = 0)
  {
    if constexpr (kIn == 0) {
      return 0;
    } else {
      MaskOf<V> missing = isUndefined(V::load(in[0] + first * kLanes));
      for (std::size_t k = 0; k < kIn; ++k) {
        for (std::size_t i = first; i < first + bars; ++i)
          missing = missing | isUndefined(V::load(in[k] + i * kLanes));
      }
      return missing.lanes();
    }
  }
  Lane m_step;
};

template <class IsaTag> class LanesOfGroup {
public:
  explicit LanesOfGroup(LanesRegistry& registry)
      : m_registry(registry)
  {
  }
  template <template <class> class Step> void add(const char* name)
  {
    m_registry.addKernel(
        name, [](const double* parameters) -> LanesKernel* { return new KernelOfStep<Step, IsaTag>(parameters); });
  }

private:
  LanesRegistry& m_registry;
};

}
