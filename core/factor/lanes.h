// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

/// The arithmetic of steps. A step is a template over V, which is either `double` (one series) or `Lanes<Isa>` (16
/// series side by side). Every function here gives each lane the bits that the same function of doubles gives.
///
/// Translation units for AVX include this file, so everything in it is inlined by force or is a member of a type that
/// carries the instruction set: a shared inline function compiled for AVX-512 could be linked into the rest.

#if defined(__GNUC__)
#define ZVT_LANES_INLINE __attribute__((always_inline)) inline
#else
#define ZVT_LANES_INLINE inline
#endif

namespace zvt::factor {

inline constexpr std::size_t kLanes = 16;
inline constexpr double kUndefined = NAN;

/// Instruction sets, as tags.
struct Plain {
  static constexpr std::size_t kBytes = 16;
};
struct Avx2 {
  static constexpr std::size_t kBytes = 32;
};
struct Avx512 {
  static constexpr std::size_t kBytes = 64;
};

template <class Isa> struct LaneMask;

#if defined(__GNUC__)

namespace detail {
/// Calls action(0) … action(Count − 1) with constants: arrays of vectors that are only reached so stay in registers.
template <std::size_t K> struct Constant {
  ZVT_LANES_INLINE constexpr operator std::size_t() const { return K; }
};
template <std::size_t Count, class Action> ZVT_LANES_INLINE void unrolled(Action action)
{
  action(Constant<0>());
  if constexpr (Count > 1)
    action(Constant<1>());
  if constexpr (Count > 2) {
    action(Constant<2>());
    action(Constant<3>());
  }
  if constexpr (Count > 4) {
    action(Constant<4>());
    action(Constant<5>());
    action(Constant<6>());
    action(Constant<7>());
  }
  static_assert(Count == 1 || Count == 2 || Count == 4 || Count == 8);
}

template <std::size_t Bytes> struct VectorOf {
  typedef double Values __attribute__((vector_size(Bytes)));
  typedef std::int64_t Bits __attribute__((vector_size(Bytes)));
};
}

/// Sixteen doubles.
template <class Isa> struct Lanes {
  using Tag = Isa;
  using Vector = typename detail::VectorOf<Isa::kBytes>::Values;
  static constexpr std::size_t kVectors = kLanes * sizeof(double) / Isa::kBytes;
  Vector v[kVectors];

  Lanes() = default;
  ZVT_LANES_INLINE Lanes(const Lanes& other) { *this = other; }
  /// Vector by vector: copied as a whole they would go through memory.
  ZVT_LANES_INLINE Lanes& operator=(const Lanes& other)
  {
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { v[k] = other.v[k]; });
    return *this;
  }
  ZVT_LANES_INLINE Lanes(double x) // NOLINT: constants in steps read as numbers
  {
    const Vector all = x - Vector{}; // x - 0 is x, its sign included
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { v[k] = all; });
  }
  ZVT_LANES_INLINE static Lanes load(const double* from)
  {
    Lanes r;
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) {
      __builtin_memcpy(&r.v[k], from + k * (Isa::kBytes / sizeof(double)), Isa::kBytes);
    });
    return r;
  }
  ZVT_LANES_INLINE void store(double* to) const
  {
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) {
      __builtin_memcpy(to + k * (Isa::kBytes / sizeof(double)), &v[k], Isa::kBytes);
    });
  }

#define ZVT_LANES_OPERATOR(sign)                                                                                       \
  ZVT_LANES_INLINE friend Lanes operator sign(const Lanes& a, const Lanes& b)                                          \
  {                                                                                                                    \
    Lanes r;                                                                                                           \
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.v[k] = a.v[k] sign b.v[k]; });           \
    return r;                                                                                                          \
  }                                                                                                                    \
  ZVT_LANES_INLINE Lanes& operator sign##=(const Lanes & b) { return *this = *this sign b; }
  ZVT_LANES_OPERATOR(+)
  ZVT_LANES_OPERATOR(-)
  ZVT_LANES_OPERATOR(*)
  ZVT_LANES_OPERATOR(/)
#undef ZVT_LANES_OPERATOR
  ZVT_LANES_INLINE friend Lanes operator-(const Lanes& a)
  {
    Lanes r;
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.v[k] = -a.v[k]; });
    return r;
  }

#define ZVT_LANES_COMPARE(sign)                                                                                        \
  ZVT_LANES_INLINE friend LaneMask<Isa> operator sign(const Lanes & a, const Lanes & b)                                \
  {                                                                                                                    \
    LaneMask<Isa> r;                                                                                                   \
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.m[k] = a.v[k] sign b.v[k]; });           \
    return r;                                                                                                          \
  }
  ZVT_LANES_COMPARE(<)
  ZVT_LANES_COMPARE(<=)
  ZVT_LANES_COMPARE(>)
  ZVT_LANES_COMPARE(>=)
  ZVT_LANES_COMPARE(==)
  ZVT_LANES_COMPARE(!=)
#undef ZVT_LANES_COMPARE
};

/// What a comparison of Lanes gives.
template <class Isa> struct LaneMask {
  using Bits = typename detail::VectorOf<Isa::kBytes>::Bits;
  static constexpr std::size_t kVectors = Lanes<Isa>::kVectors;
  Bits m[kVectors];

  LaneMask() = default;
  ZVT_LANES_INLINE LaneMask(const LaneMask& other) { *this = other; }
  ZVT_LANES_INLINE LaneMask& operator=(const LaneMask& other)
  {
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { m[k] = other.m[k]; });
    return *this;
  }
  ZVT_LANES_INLINE friend LaneMask operator&(const LaneMask& a, const LaneMask& b)
  {
    LaneMask r;
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.m[k] = a.m[k] & b.m[k]; });
    return r;
  }
  ZVT_LANES_INLINE friend LaneMask operator|(const LaneMask& a, const LaneMask& b)
  {
    LaneMask r;
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.m[k] = a.m[k] | b.m[k]; });
    return r;
  }
  ZVT_LANES_INLINE friend LaneMask operator!(const LaneMask& a)
  {
    LaneMask r;
    detail::unrolled<kVectors>([&](auto k) __attribute__((always_inline)) { r.m[k] = ~a.m[k]; });
    return r;
  }
  /// Bit l says what lane l holds.
  ZVT_LANES_INLINE std::uint32_t lanes() const
  {
    std::int64_t all[kLanes];
    __builtin_memcpy(all, m, sizeof all);
    std::uint32_t bits = 0;
    for (std::size_t l = 0; l < kLanes; ++l)
      bits |= (all[l] != 0 ? 1U : 0U) << l;
    return bits;
  }
};

template <class Isa>
ZVT_LANES_INLINE Lanes<Isa> select(const LaneMask<Isa>& mask, const Lanes<Isa>& yes, const Lanes<Isa>& no)
{
  Lanes<Isa> r;
  detail::unrolled<Lanes<Isa>::kVectors>(
      [&](auto k) __attribute__((always_inline)) { r.v[k] = mask.m[k] ? yes.v[k] : no.v[k]; });
  return r;
}
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> select(const LaneMask<Isa>& mask, double yes, const Lanes<Isa>& no)
{
  return select(mask, Lanes<Isa>(yes), no);
}
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> select(const LaneMask<Isa>& mask, const Lanes<Isa>& yes, double no)
{
  return select(mask, yes, Lanes<Isa>(no));
}
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> select(const LaneMask<Isa>& mask, double yes, double no)
{
  return select(mask, Lanes<Isa>(yes), Lanes<Isa>(no));
}
/// The same choice for all lanes.
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> select(bool choice, const Lanes<Isa>& yes, const Lanes<Isa>& no)
{
  return choice ? yes : no;
}

template <class Isa> ZVT_LANES_INLINE Lanes<Isa> absOf(const Lanes<Isa>& a)
{
  Lanes<Isa> r;
  using Bits = typename LaneMask<Isa>::Bits;
  detail::unrolled<Lanes<Isa>::kVectors>([&](auto k) __attribute__((always_inline)) {
    r.v[k] = reinterpret_cast<typename Lanes<Isa>::Vector>(
        reinterpret_cast<Bits>(a.v[k]) & (Bits{} + std::int64_t{0x7fffffffffffffff}));
  });
  return r;
}

/// Lane by lane through a function of doubles (a call a lane): zvt::math::log and the like.
template <class Isa, class Function> ZVT_LANES_INLINE Lanes<Isa> mapEach(const Lanes<Isa>& a, Function function)
{
  double values[kLanes];
  a.store(values);
  for (std::size_t l = 0; l < kLanes; ++l)
    values[l] = function(values[l]);
  return Lanes<Isa>::load(values);
}
template <class Isa, class Function>
ZVT_LANES_INLINE Lanes<Isa> mapEach(const Lanes<Isa>& a, const Lanes<Isa>& b, Function function)
{
  double x[kLanes];
  double y[kLanes];
  a.store(x);
  b.store(y);
  for (std::size_t l = 0; l < kLanes; ++l)
    x[l] = function(x[l], y[l]);
  return Lanes<Isa>::load(x);
}

template <class Isa> ZVT_LANES_INLINE Lanes<Isa> sqrtOf(const Lanes<Isa>& a)
{
  Lanes<Isa> r;
  for (std::size_t k = 0; k < Lanes<Isa>::kVectors; ++k)
    for (std::size_t i = 0; i < Isa::kBytes / sizeof(double); ++i)
      r.v[k][i] = __builtin_sqrt(a.v[k][i]); // -fno-math-errno makes this one instruction a vector
  return r;
}

/// Like std::max(a, b): a unless a < b.
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> maxOf(const Lanes<Isa>& a, const Lanes<Isa>& b)
{
  return select(a < b, b, a);
}
/// Like std::min(a, b): a unless b < a.
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> minOf(const Lanes<Isa>& a, const Lanes<Isa>& b)
{
  return select(b < a, b, a);
}
template <class Isa> ZVT_LANES_INLINE LaneMask<Isa> isUndefined(const Lanes<Isa>& a)
{
  return a != a;
}
/// 1 where it holds, 0 where not.
template <class Isa> ZVT_LANES_INLINE Lanes<Isa> asCondition(const LaneMask<Isa>& mask)
{
  return select(mask, Lanes<Isa>(1.0), Lanes<Isa>(0.0));
}

template <class Isa> ZVT_LANES_INLINE double laneOf(const Lanes<Isa>& a, std::size_t lane)
{
  double x;
  __builtin_memcpy(&x, reinterpret_cast<const char*>(&a) + lane * sizeof x, sizeof x);
  return x;
}
template <class Isa> ZVT_LANES_INLINE void setLane(Lanes<Isa>& a, std::size_t lane, double x)
{
  __builtin_memcpy(reinterpret_cast<char*>(&a) + lane * sizeof x, &x, sizeof x);
}

#endif

// The same for one series.

template <class V> struct MaskTrait;
template <> struct MaskTrait<double> {
  using Type = bool;
};
template <class Isa> struct MaskTrait<Lanes<Isa>> {
  using Type = LaneMask<Isa>;
};
/// What a comparison of V's gives. On masks only & | ! are used (never && or ||).
template <class V> using MaskOf = typename MaskTrait<V>::Type;

ZVT_LANES_INLINE double select(bool mask, double yes, double no)
{
  return mask ? yes : no;
}
ZVT_LANES_INLINE double absOf(double a)
{
  return __builtin_fabs(a);
}
ZVT_LANES_INLINE double sqrtOf(double a)
{
  return __builtin_sqrt(a);
}
ZVT_LANES_INLINE double maxOf(double a, double b)
{
  return a < b ? b : a;
}
ZVT_LANES_INLINE double minOf(double a, double b)
{
  return b < a ? b : a;
}
ZVT_LANES_INLINE bool isUndefined(double a)
{
  return a != a;
}
ZVT_LANES_INLINE double asCondition(bool mask)
{
  return mask ? 1.0 : 0.0;
}
template <class Function> ZVT_LANES_INLINE double mapEach(double a, Function function)
{
  return function(a);
}
template <class Function> ZVT_LANES_INLINE double mapEach(double a, double b, Function function)
{
  return function(a, b);
}
ZVT_LANES_INLINE double laneOf(double a, std::size_t)
{
  return a;
}
ZVT_LANES_INLINE void setLane(double& a, std::size_t, double x)
{
  a = x;
}

/// A number for every lane. Numbers also turn into Lanes by themselves: `2.0 * x`, `V sum = 0.0`.
template <class V> ZVT_LANES_INLINE V broadcast(double x)
{
  return V(x);
}
template <class V> ZVT_LANES_INLINE V undefined()
{
  return V(kUndefined);
}
/// n / d, and @p otherwise where d is 0.
template <class V> ZVT_LANES_INLINE V quotient(const V& n, const V& d, double otherwise = kUndefined)
{
  return select(d == V(0.0), V(otherwise), n / d);
}

}
