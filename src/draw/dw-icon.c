// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-icon.h"

#include <math.h>
#include <string.h>

/* Line icons as paths. Icon files would be recoloured by filling them, which turns lines into blots; a path stroked in the text colour
 * follows light and night, blocked and chosen, and looks the same on paper. */

#define FIELD 20.0
#define LINE_WIDTH 1.5

static const struct
{
  const char *name, *path;
} icons[] = {
  { "box", "M4 3H16V17H4ZM7 6.5H13M7 10H9M11 10H13M7 13.5H9M11 13.5H13" },
  { "breaker", "M10 2.5V6.5M10 13.5V17.5M10 13.5 14.5 6.8M8 6.5H12M8 4.5 12 8.5M12 4.5 8 8.5" },
  { "camera", "M3 6H6.5L8 4H12L13.5 6H17V16H3ZM10 8A2.8 2.8 0 1 1 9.99 8Z" },
  { "clock", "M10 3A7 7 0 1 1 9.99 3ZM10 6V10L13 12" },
  { "close", "M5 5 15 15M15 5 5 15" },
  { "disk", "M4 4H16V16H4ZM4 11.5H16M7 14H7.1" },
  { "down", "M5 8 10 13 15 8" },
  { "download", "M10 3V12M6 8.5 10 12.5 14 8.5M4 16.5H16" },
  { "energy", "M11 2.5 4.5 11.5H9.5L8.5 17.5 15.5 8H10.5Z" },
  { "filter", "M3 4H17L12 10.5V16L8 14V10.5Z" },
  { "hand", "M6 10V5.5M8.7 9V3.5M11.3 9V3.5M14 10V5.5M6 10C4 9 3.5 11 5 13C6.5 15.5 8 17 10.5 17S14 15 14 12.5V10" },
  { "hazard", "M10 3 17.5 16H2.5ZM10 8V12M10 13.6V14.4" },
  { "home", "M3 9.5 10 3.5 17 9.5V16.5H12V12H8V16.5H3Z" },
  { "info", "M10 3A7 7 0 1 1 9.99 3ZM10 9V14M10 6V6.1" },
  { "keyboard", "M2.5 5.5H17.5V14.5H2.5ZM5.5 8.5H6M9.7 8.5H10.3M14 8.5H14.5M6.5 11.8H13.5" },
  { "left", "M12 5 7 10 12 15" },
  { "live", "M2.5 11H6L8 5.5 11.5 15 13.5 9.5 14.5 11H17.5" },
  { "locate", "M10 2.5A5 5 0 0 1 15 7.5C15 11 10 17.5 10 17.5S5 11 5 7.5A5 5 0 0 1 10 2.5ZM10 6A1.6 1.6 0 1 1 9.99 6Z" },
  { "lock", "M5 9.5H15V17H5ZM7 9.5V6.5A3 3 0 0 1 13 6.5V9.5" },
  { "minus", "M4 10H16" },
  { "moon", "M15.5 12.5A6.5 6.5 0 1 1 8 3.8A5.2 5.2 0 0 0 15.5 12.5Z" },
  { "mute", "M3 8V12H6L10 15.5V4.5L6 8ZM13 8 17 12M17 8 13 12" },
  { "network", "M3 14H6V17H3ZM8.5 3H11.5V6H8.5ZM14 14H17V17H14ZM10 6V10M4.5 14V10H15.5V14" },
  { "note", "M4 4H16V13L13 16H4ZM7 7.5H13M7 10.5H11" },
  { "order", "M5 4H15V17H5ZM8 2.8H12V5.2H8ZM7.5 9H12.5M7.5 12.5H11" },
  { "person", "M10 3.5A3 3 0 1 1 9.99 3.5ZM4 17C4 12.5 7 11.5 10 11.5S16 12.5 16 17" },
  { "phone", "M5 3H8L9 7L7 8.5A9 9 0 0 0 11.5 13L13 11L17 12V15A2 2 0 0 1 15 17A12 12 0 0 1 3 5A2 2 0 0 1 5 3Z" },
  { "plus", "M10 4V16M4 10H16" },
  { "refresh", "M16 10A6 6 0 1 1 13.9 5.4M14 2.5V6H10.5" },
  { "report", "M5 2.8H12L15 6V17.2H5ZM12 2.8V6H15M7.5 9.5H12.5M7.5 12.5H12.5" },
  { "right", "M8 5 13 10 8 15" },
  { "search", "M8.5 3.5A5 5 0 1 1 8.49 3.5ZM12.2 12.2 17 17" },
  { "service", "M12.2 3.4A4.2 4.2 0 0 0 8.2 9L3 14.2 5.8 17 11 11.8A4.2 4.2 0 0 0 16.6 7.8L14 10.2 11.6 8.6 11.2 6Z" },
  { "setup", "M3 6H9M13 6H17M11 4V8M3 14H6M10 14H17M8 12V16M3 10H12M16 10H17M14 8V12" },
  { "sound", "M3 8V12H6L10 15.5V4.5L6 8ZM12.5 7.5A4 4 0 0 1 12.5 12.5M14.5 5.5A7 7 0 0 1 14.5 14.5" },
  { "tag", "M3 3H10L17 10 10 17 3 10ZM6.5 6A.8.8 0 1 1 6.49 6Z" },
  { "tick", "M4 10.5 8.5 15 16.5 5.5" },
  { "trend", "M3 3V17H17M5.5 13 9 8.5 11.5 11 16 5" },
  { "up", "M5 12 10 7 15 12" },
  { "wifi", "M10 15.5V15.6M7 12.5A4.2 4.2 0 0 1 13 12.5M4.3 9.5A8 8 0 0 1 15.7 9.5" },
  { "window", "M3 4H17V16H3ZM3 7.5H17" },
};

static gboolean
find_icon (const char *name, guint *index)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (icons); i++)
    if (strcmp (icons[i].name, name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
dw_icon_exists (const char *name)
{
  guint index;

  return find_icon (name, &index);
}

const char *const *
dw_icon_list (void)
{
  static const char *names[G_N_ELEMENTS (icons) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    names[i] = icons[i].name;
  return names;
}

gboolean
dw_icon_draw (cairo_t *cr, const char *name, double x, double y, double size)
{
  guint index;

  if (!find_icon (name, &index))
    return FALSE;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / FIELD, size / FIELD);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (cr);
  dw_path_append (cr, icons[index].path);
  cairo_stroke (cr);
  cairo_restore (cr);
  return TRUE;
}
