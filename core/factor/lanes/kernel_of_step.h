// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/lanes/lanes_kernel.h"
#include "core/factor/step_cells.h"

#include <type_traits>

/// Only for translation units of lanes (lanes/instantiate.h).

namespace zvt::factor {

namespace detail {
/// Writes a vector past the caches.
template <class Vector> ZVT_LANES_INLINE void streamVector(const Vector& value, double* to)
{
#if defined(__has_builtin) && __has_builtin(__builtin_nontemporal_store)
  __builtin_nontemporal_store(value, reinterpret_cast<Vector*>(to));
#elif defined(__SSE2__)
  if constexpr (sizeof(Vector) == 16)
    __builtin_ia32_movntpd(to, value);
  else if constexpr (sizeof(Vector) == 32)
    __builtin_ia32_movntpd256(to, value);
  else
    __builtin_ia32_movntpd512(to, value);
#else
  __builtin_memcpy(to, &value, sizeof value);
#endif
}
}

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
  std::size_t run(
      const double* const* in, double* const* out, std::size_t bars, std::uint32_t attached, RowsHints hints) override
  {
    if constexpr (kStateless && kSkips) {
      for (std::size_t i = 0; i < bars; ++i) {
        askFor(in, i + kAhead);
        stepOrUndefined(in, out, i, hints.streamed);
      }
      return bars;
    }
    if (!kSkips || (lanesWithDoubts(in, bars, hints.defined) & attached) == 0) {
      if constexpr (std::is_trivially_destructible_v<Lane>) {
        Lane local = m_step; // stays in registers
        for (std::size_t i = 0; i < bars; ++i) {
          askFor(in, i + kAhead);
          step(local, in, out, i, hints.streamed);
        }
        m_step = local;
      } else {
        for (std::size_t i = 0; i < bars; ++i) {
          askFor(in, i + kAhead);
          step(m_step, in, out, i, hints.streamed);
        }
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
  /// Where inputs are read from a panel in place, the next tile follows the present one: it comes while this is
  /// computed.
  static constexpr std::size_t kAhead = 64;
  ZVT_LANES_INLINE static void askFor(const double* const* in, std::size_t bar)
  {
    for (std::size_t k = 0; k < kIn; ++k)
      for (std::size_t line = 0; line < kLanes; line += 8)
        __builtin_prefetch(in[k] + bar * kLanes + line);
  }
  ZVT_LANES_INLINE static void step(
      Lane& lane, const double* const* in, double* const* out, std::size_t bar, std::uint32_t streamed = 0)
  {
    V inputs[kIn == 0 ? 1 : kIn];
    V outputs[kOut];
    for (std::size_t k = 0; k < kIn; ++k)
      inputs[k] = V::load(in[k] + bar * kLanes);
    lane(inputs, outputs);
    for (std::size_t k = 0; k < kOut; ++k)
      put(outputs[k], out[k] + bar * kLanes, (streamed >> k & 1U) != 0);
  }
  ZVT_LANES_INLINE static void put(const V& value, double* to, bool isStreamed)
  {
    if (!isStreamed) {
      value.store(to);
      return;
    }
    detail::unrolled<V::kVectors>([&](auto k) __attribute__((always_inline)) {
      detail::streamVector(value.v[k], to + k * (kLanes / V::kVectors));
    });
  }
  ZVT_LANES_INLINE void stepOrUndefined(
      const double* const* in, double* const* out, std::size_t bar, std::uint32_t streamed = 0)
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
      put(select(missing, kUndefined, outputs[k]), out[k] + bar * kLanes, (streamed >> k & 1U) != 0);
  }
  static void skip(double* const* out, std::size_t bar)
  {
    for (std::size_t k = 0; k < kOut; ++k)
      V(kUndefined).store(out[k] + bar * kLanes);
  }
  /// Lanes with gaps among them: an undefined value makes a sum undefined, and so do both infinities.
  static std::uint32_t lanesWithDoubts(const double* const* in, std::size_t bars, std::uint32_t defined)
  {
    V sum = 0.0;
    for (std::size_t k = 0; k < kIn; ++k) {
      if ((defined >> k & 1U) != 0)
        continue;
      for (std::size_t i = 0; i < bars; ++i)
        sum = sum + V::load(in[k] + i * kLanes);
    }
    return isUndefined(sum).lanes();
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
