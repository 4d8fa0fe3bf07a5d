// SPDX-License-Identifier: Apache-2.0
#include "core/factor/lanes/dispatch.h"

#include "core/factor/lanes.h"
#include "core/factor/lanes/groups.h"

#include <map>

namespace zvt::factor {

LanesKernel::~LanesKernel() = default;

#define ZVT_DECLARE_GROUP(Steps) template <class IsaTag> void addLanesOf##Steps(LanesRegistry& registry);
ZVT_LANES_GROUPS(ZVT_DECLARE_GROUP)
#undef ZVT_DECLARE_GROUP
template <class IsaTag> void addLanesTools(LanesRegistry& registry);

#define ZVT_DECLARE_GROUP(Steps) template <> void addLanesOf##Steps<Plain>(LanesRegistry & registry);
#if ZVT_LANE_SETS >= 1
ZVT_LANES_GROUPS(ZVT_DECLARE_GROUP)
template <> void addLanesTools<Plain>(LanesRegistry& registry);
#endif
#undef ZVT_DECLARE_GROUP
#if ZVT_LANE_SETS == 3
#define ZVT_DECLARE_GROUP(Steps)                                                                                       \
  template <> void addLanesOf##Steps<Avx2>(LanesRegistry & registry);                                                  \
  template <> void addLanesOf##Steps<Avx512>(LanesRegistry & registry);
ZVT_LANES_GROUPS(ZVT_DECLARE_GROUP)
#undef ZVT_DECLARE_GROUP
template <> void addLanesTools<Avx2>(LanesRegistry& registry);
template <> void addLanesTools<Avx512>(LanesRegistry& registry);
#endif

namespace {

class Registry final : public LanesRegistry {
public:
  void addKernel(const char* name, LanesKernel* (*make)(const double*)) override { kernels[name] = make; }
  void setTools(const LanesTools& all) override { tools = all; }

  std::map<std::string, LanesKernel* (*)(const double*), std::less<>> kernels;
  LanesTools tools{};
};

template <class IsaTag> void fill([[maybe_unused]] Registry& registry)
{
#define ZVT_ADD_GROUP(Steps) addLanesOf##Steps<IsaTag>(registry);
  ZVT_LANES_GROUPS(ZVT_ADD_GROUP)
#undef ZVT_ADD_GROUP
  addLanesTools<IsaTag>(registry);
}

bool processorHas([[maybe_unused]] Isa isa)
{
#if ZVT_LANE_SETS == 3
  if (isa == Isa::Avx2)
    return __builtin_cpu_supports("avx2") != 0;
  if (isa == Isa::Avx512)
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0
        && __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512bw") != 0;
#endif
#if ZVT_LANE_SETS >= 1
  return isa == Isa::Plain;
#else
  return false;
#endif
}

/// Built once; only instruction sets that the processor has are asked for theirs.
const std::array<Registry, kIsaCount>& registries()
{
  static const std::array<Registry, kIsaCount> all = [] {
    std::array<Registry, kIsaCount> made;
#if ZVT_LANE_SETS >= 1
    fill<Plain>(made[static_cast<std::size_t>(Isa::Plain)]);
#endif
#if ZVT_LANE_SETS == 3
    if (processorHas(Isa::Avx2))
      fill<Avx2>(made[static_cast<std::size_t>(Isa::Avx2)]);
    if (processorHas(Isa::Avx512))
      fill<Avx512>(made[static_cast<std::size_t>(Isa::Avx512)]);
#endif
    return made;
  }();
  return all;
}

}

bool isAvailable(Isa isa)
{
  return processorHas(isa);
}

std::optional<Isa> bestIsa()
{
  for (const Isa isa : {Isa::Avx512, Isa::Avx2, Isa::Plain})
    if (processorHas(isa))
      return isa;
  return std::nullopt;
}

const LanesTools& lanesTools(Isa isa)
{
  return registries()[static_cast<std::size_t>(isa)].tools;
}

void addLanes(std::vector<OperatorInfo>& operators)
{
  for (OperatorInfo& info : operators) {
    if (!info.runsInLanes)
      continue;
    for (std::size_t isa = 0; isa < kIsaCount; ++isa) {
      const auto& kernels = registries()[isa].kernels;
      if (const auto found = kernels.find(info.name); found != kernels.end())
        info.lanes[isa] = found->second;
    }
  }
}

}
