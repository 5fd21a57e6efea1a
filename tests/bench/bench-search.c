// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <time.h>

#include "bench-times.h"
#include "dw-clock.h"
#include "dw-files.h"
#include "dw-search-keys.h"
#include "dw-search.h"

/* What a key press in the search costs the processor with 10,000 places: one JSON line. Goal: below 20 ms. */

#define N_SCHOOLS 400
#define BOXES_A_SCHOOL 6
#define CIRCUITS_A_BOX 3
#define N_ROUNDS 50

static const char *const typed[] = { "b", "bh", "bhx", "binhai", "塘沽", "2al1", "bhxq 2al1", "zzzz", "x", "chongqing" };
static const char *const first_names[] = { "滨海新区塘沽", "重庆路", "汉沽", "大港", "长芦", "开发区", "盐场", "港西" };

static DwPlace *
add (DwPlaceTree *tree, gint64 *id, DwPlaceKind kind, DwPlace *parent, const char *name)
{
  g_autoptr (DwPlace) place = dw_place_new (++*id, kind, name);

  dw_place_tree_add (tree, place, parent);
  return place; /* the tree holds it */
}

static guint
fill (DwPlaceTree *tree)
{
  gint64 id = 0;

  for (guint i = 0; i < N_SCHOOLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s第%u小学", first_names[i % G_N_ELEMENTS (first_names)], i);
      DwPlace *school = add (tree, &id, DW_PLACE_SCHOOL, NULL, name);

      dw_place_set_fact (school, "contact", "钱秀英");
      for (guint j = 0; j < BOXES_A_SCHOOL; j++)
        {
          g_autofree char *box_name = g_strdup_printf ("%uAL%u 末端箱", j / 2 + 1, j % 2 + 1);
          DwPlace *box = add (tree, &id, DW_PLACE_BOX, school, box_name);

          for (guint k = 0; k < CIRCUITS_A_BOX; k++)
            {
              g_autofree char *circuit_name = g_strdup_printf ("W%u 东侧插座回路", k + 1);

              add (tree, &id, DW_PLACE_CIRCUIT, box, circuit_name);
            }
        }
    }
  return (guint)id;
}

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
press_keys (DwStation *station)
{
  enum {
    N = N_ROUNDS * G_N_ELEMENTS (typed)
  };
  g_autofree double *used_ms = g_new (double, N);
  BenchTimes ranked_ms;

  for (guint i = 0; i < N; i++)
    {
      double start_ms = get_cpu_ms ();

      g_ptr_array_unref (dw_search_find (station, typed[i % G_N_ELEMENTS (typed)]));
      used_ms[i] = get_cpu_ms () - start_ms;
      if (i == 0)
        g_print (",\"first_key_ms\":%.2f", used_ms[i]);
    }
  ranked_ms = bench_times_rank (used_ms, N);
  g_print (",\"key_ms_median\":%.2f,\"key_ms_p99\":%.2f,\"key_ms_most\":%.2f", ranked_ms.median, ranked_ms.p99, ranked_ms.most);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("dianwei-bench-XXXXXX", NULL), *data_dir = dw_files_find_data_dir ();
  const char *clean[] = { "rm", "-rf", folder, NULL };
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwStation) station = dw_station_new (folder, data_dir, "bench", clock, &error);
  gint64 start_ms = dw_clock_mono_ms (clock);

  if (station == NULL)
    g_error ("%s", error->message);
  dw_search_keys_prepare (G_OBJECT (station), quit_cb, loop);
  g_main_loop_run (loop);
  g_print ("{\"bench\":\"search\",\"readings_ms\":%d,\"places\":%u", (int)(dw_clock_mono_ms (clock) - start_ms), fill (dw_station_get_tree (station)));
  press_keys (station);
  g_print ("}\n");
  g_spawn_sync (NULL, (char **)clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return 0;
}
