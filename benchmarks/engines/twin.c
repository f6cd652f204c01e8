/* The year of life of the engine, written in C as fast as plain C goes: the ceiling. Philox 4x32-10 with the engine's
 * addresses, whole thresholds, blocks of 512 whose draws stay in the first-level cache, tallies in the same pass. */

#include <stdint.h>
#include <string.h>

#define BLOCK 512
#define NO_PLACE 199u
#define AGES 101
#define CELLS (199 * 2 * AGES)
#define NOWHERE 0xFFFFu
#define OLDEST 100
#define FEMALE 1u
#define REGISTERED_HERE 8u
#define SPREAD 0x9E3779B97F4A7C15ull

typedef struct {
    uint64_t *id;
    uint16_t *place;
    uint8_t *age, *traits, *sector, *home_city, *years_since_move;
    int64_t used, capacity;
} Columns;

typedef struct {
    const uint8_t *city, *province;                        /* (199) */
    const uint32_t *death, *birth, *newborn_death, *boys;  /* (3,2,101) (2,14,101) (3,2) (3) */
} Tables;

static inline void philox(uint64_t id, uint32_t year, uint32_t block, uint64_t key, uint32_t lanes[4]) {
    uint32_t c0 = (uint32_t)id, c1 = (uint32_t)(id >> 32), c2 = year, c3 = block;
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = 0xD2511F53ull * c0, p1 = 0xCD9E8D57ull * c2;
        uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)p1;
        c3 = (uint32_t)p0;
        c0 = n0;
        c2 = n2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    lanes[0] = c0;
    lanes[1] = c1;
    lanes[2] = c2;
    lanes[3] = c3;
}

/* Small loops over few arrays each, so that the compiler makes vector code of all that do not look up. */

static void draw(const uint64_t *restrict id, int n, uint32_t year, uint32_t block, uint64_t key,
                 uint32_t *restrict first, uint32_t *restrict second) {
    for (int i = 0; i < n; i++) {
        uint32_t lanes[4];
        philox(id[i], year, block, key, lanes);
        first[i] = lanes[0];
        second[i] = lanes[1];
    }
}

static void find_cells(const uint16_t *restrict place, const uint8_t *restrict age, const uint8_t *restrict traits, int n,
                       uint32_t *restrict cell) {
    for (int i = 0; i < n; i++) {
        uint32_t where = place[i] < NO_PLACE ? place[i] : NO_PLACE;
        cell[i] = (where * 2 + (traits[i] & FEMALE)) * AGES + age[i];
    }
}

static void look_up(const uint32_t *restrict cell, int n, const uint64_t *restrict limits, uint32_t *restrict dies,
                    uint32_t *restrict bears) {
    for (int i = 0; i < n; i++) {
        uint64_t both = limits[cell[i]];
        dies[i] = (uint32_t)both;
        bears[i] = (uint32_t)(both >> 32);
    }
}

static void flag_events(const uint32_t *restrict to_die, const uint32_t *restrict to_bear, const uint32_t *restrict dies,
                        const uint32_t *restrict bears, int n, uint8_t *restrict flag) {
    for (int i = 0; i < n; i++) flag[i] = (uint8_t)((to_die[i] < dies[i]) | (to_bear[i] < bears[i]));
}

static int list_flagged(const uint8_t *restrict flag, int n, int *restrict listed) {
    int found = 0;
    for (int low = 0; low < n; low += 8) {
        uint64_t eight;
        memcpy(&eight, flag + low, 8);
        while (eight) {
            int i = low + (__builtin_ctzll(eight) >> 3);
            if (i < n) listed[found++] = i;
            eight &= eight - 1;
        }
    }
    return found;
}

static void grow_older(const uint16_t *restrict place, uint8_t *restrict age, int n) {
    for (int i = 0; i < n; i++) age[i] += (place[i] != NOWHERE) & (age[i] < OLDEST);
}

static void count(const uint32_t *restrict cell, int n, uint32_t *restrict counts) {
    for (int i = 0; i < n; i++) counts[cell[i]]++;
}

static uint64_t child_id(uint64_t mother, uint32_t year, uint32_t block, uint64_t key) {
    uint32_t lanes[4];
    philox(mother, year, block, key, lanes);
    uint64_t mixed = lanes[0] | (uint64_t)lanes[1] << 32;
    philox(mixed, year, block, key, lanes); /* the second number of a child's id is 0, so nothing is mixed in */
    return lanes[0] | (uint64_t)lanes[1] << 32;
}

/* One year. people (199,2,101) is written, flows (births, deaths) are added to; mothers, children and traits_of have
 * room for `used` entries. Returns 0, or 1 where the capacity does not do. */
int live(Columns *all, const Tables *tables, uint32_t year, uint32_t life_block, uint32_t id_block, uint64_t key,
         int64_t *restrict people, int64_t *restrict flows, int64_t *restrict mothers, uint64_t *restrict children,
         uint32_t *restrict traits_of) {
    static uint64_t limits[CELLS + 2 * AGES]; /* by place, sex, age; of those who live through the year; none for holes */
    static uint32_t counts[CELLS + 2 * AGES];
    uint32_t to_die[BLOCK], to_bear[BLOCK], cell[BLOCK], dies_under[BLOCK], bears_under[BLOCK];
    uint8_t flag[BLOCK + 8];
    int listed[BLOCK];
    int64_t found = 0, deaths = 0;
    for (unsigned where = 0; where < NO_PLACE; where++)
        for (unsigned sex = 0; sex < 2; sex++)
            for (unsigned years = 0; years < AGES; years++) {
                uint64_t bears = sex ? tables->birth[tables->city[where] * AGES + years] : 0;
                uint64_t dies = tables->death[(tables->province[where] * 2 + sex) * AGES + years];
                limits[(where * 2 + sex) * AGES + years] = dies | bears << 32;
            }
    memset(counts, 0, sizeof counts);
    memset(flag, 0, sizeof flag);
    for (int64_t low = 0; low < all->used; low += BLOCK) {
        int n = all->used - low < BLOCK ? (int)(all->used - low) : BLOCK;
        const uint8_t *traits = all->traits + low;
        uint16_t *place = all->place + low;
        uint8_t *age = all->age + low;
        draw(all->id + low, n, year, life_block, key, to_die, to_bear);
        find_cells(place, age, traits, n, cell);
        look_up(cell, n, limits, dies_under, bears_under);
        flag_events(to_die, to_bear, dies_under, bears_under, n, flag);
        int events = list_flagged(flag, n, listed);
        for (int e = 0; e < events; e++) {
            int i = listed[e];
            unsigned where = place[i], sex = traits[i] & FEMALE;
            int dies = to_die[i] < dies_under[i];
            if (sex && to_bear[i] < tables->birth[(dies * 14 + tables->city[where]) * AGES + age[i]])
                mothers[found++] = (low + i) | (int64_t)where << 40;
            if (dies) {
                deaths++;
                place[i] = NOWHERE;
            }
        }
        grow_older(place, age, n);
        find_cells(place, age, traits, n, cell);
        count(cell, n, counts);
    }
    for (int64_t each = 0; each < CELLS; each++) people[each] = counts[each];
    /* All children are known before the first takes a slot: it may be that of a mother who died. */
    int64_t living = 0;
    for (int64_t m = 0; m < found; m++) {
        int64_t mother = mothers[m] & (((int64_t)1 << 40) - 1);
        uint32_t where = (uint32_t)(mothers[m] >> 40), province = tables->province[where], lanes[4];
        uint64_t id = all->id[mother];
        philox(id, year, life_block, key, lanes);
        uint32_t sex = lanes[2] >= tables->boys[province];
        if (lanes[3] < tables->newborn_death[province * 2 + sex]) {
            deaths++;
            continue;
        }
        children[living] = child_id(id, year, id_block, key);
        traits_of[living++] =
            where | (sex | (all->traits[mother] & REGISTERED_HERE)) << 16 | (uint32_t)all->home_city[mother] << 24;
    }
    int64_t hole = 0, end = all->used;
    for (int64_t m = 0; m < living; m++) {
        while (hole < end && all->place[hole] != NOWHERE) hole++;
        int64_t slot = hole < end ? hole : all->used;
        if (slot >= all->capacity) return 1;
        all->used += slot == all->used;
        uint32_t where = traits_of[m] & 0xFFFFu, traits = traits_of[m] >> 16 & 0xFFu;
        all->id[slot] = children[m];
        all->place[slot] = (uint16_t)where;
        all->age[slot] = 0;
        all->traits[slot] = (uint8_t)traits;
        all->sector[slot] = 255;
        all->home_city[slot] = (uint8_t)(traits_of[m] >> 24);
        all->years_since_move[slot] = 255;
        people[(where * 2 + (traits & FEMALE)) * AGES]++;
    }
    flows[0] += found;
    flows[1] += deaths;
    return 0;
}
