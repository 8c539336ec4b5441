/** A day's stops as dots on one canvas: tens of thousands are drawn in some milliseconds, which no element each could be. */
import { DomUtil, Layer, type Map as LeafletMap } from 'leaflet';
import { type Coverage, coverages, type ProgrammeDay } from '#shared/programme.ts';

export type Dot = ProgrammeDay['stops'][number];

/** Above the areas' shapes (400), below the handles of a drawing (600). */
const paneName = 'stops';
const paneLevel = '450';
/** How far from a dot a click still means it, in pixels: a finger is no pencil. */
const reach = 14;
/** Half of a dot, in pixels; smaller where the whole depot is shown. */
const sizeAt = (zoom: number) => (zoom >= 15 ? 5 : zoom >= 12 ? 3.5 : 2.5);
const tokens: Record<Coverage, string> = {
  inside: '--confirmed',
  outside: '--not-required',
  unknown: '--needs-review',
};

/** Draws what it was given last, as often as the map moves. */
export class StopDots extends Layer {
  #dots: readonly Dot[] = [];
  #chosen: string | null = null;
  #canvas: HTMLCanvasElement | null = null;

  show(dots: readonly Dot[], chosen: string | null): void {
    this.#dots = dots;
    this.#chosen = chosen;
    this.draw();
  }

  override onAdd(map: LeafletMap): this {
    const pane = map.getPane(paneName) ?? map.createPane(paneName);
    pane.style.zIndex = paneLevel;
    pane.style.pointerEvents = 'none';
    this.#canvas = DomUtil.create('canvas', '', pane);
    this.draw();
    return this;
  }

  override onRemove(): this {
    this.#canvas?.remove();
    this.#canvas = null;
    return this;
  }

  override getEvents() {
    return {
      moveend: () => this.draw(),
      resize: () => this.draw(),
      // It would stand at the old scale while the map grows.
      zoomstart: () => this.#canvas?.style.setProperty('visibility', 'hidden'),
      zoomend: () => this.draw(),
    };
  }

  /** The dot that a click at `x`, `y` (pixels in the map) means; null: none is near enough. */
  at(x: number, y: number): Dot | null {
    const map = this._map;
    let nearest: Dot | null = null;
    let best = reach ** 2;
    for (const dot of this.#dots) {
      const place = map.latLngToContainerPoint([dot[1], dot[0]]);
      const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
      if (distance > best) continue;
      best = distance;
      nearest = dot;
    }
    return nearest;
  }

  /** Also when the colours changed. */
  draw(): void {
    const canvas = this.#canvas;
    const map = this._map as LeafletMap | undefined;
    if (!canvas || !map) return;
    const { x: width, y: height } = map.getSize();
    const ratio = window.devicePixelRatio;
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.cssText += `width:${width}px;height:${height}px;visibility:visible`;
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.scale(ratio, ratio);
    const styles = getComputedStyle(map.getContainer());
    const rim = styles.getPropertyValue('--pane');
    const size = sizeAt(map.getZoom());
    // Of the world in pixels, the corner that is in the map's corner.
    const origin = map.getPixelBounds().getTopLeft();
    // What is outside lies lowest: what is owed must not be covered by what is not.
    for (const coverage of ['outside', 'inside', 'unknown'] as const) {
      const wanted = coverages.indexOf(coverage);
      pen.fillStyle = styles.getPropertyValue(tokens[coverage]);
      for (const [longitude, latitude, how] of this.#dots) {
        if (how !== wanted) continue;
        const { x, y } = map.project([latitude, longitude]).subtract(origin);
        if (x < -size || y < -size || x > width + size || y > height + size) continue;
        drawDot(pen, coverage, x, y, size, rim);
      }
    }
    const chosen = this.#dots.find(([, , , stopId]) => stopId === this.#chosen);
    if (!chosen) return;
    const { x, y } = map.project([chosen[1], chosen[0]]).subtract(origin);
    pen.strokeStyle = styles.getPropertyValue('--focus');
    pen.lineWidth = 2.5;
    pen.beginPath();
    pen.arc(x, y, size + 6, 0, 2 * Math.PI);
    pen.stroke();
  }
}

/** The shapes of `CoverageMark`: a disc, a square that is empty, a diamond. */
function drawDot(
  pen: CanvasRenderingContext2D,
  coverage: Coverage,
  x: number,
  y: number,
  size: number,
  rim: string,
): void {
  const colour = pen.fillStyle;
  pen.beginPath();
  if (coverage === 'inside') pen.arc(x, y, size, 0, 2 * Math.PI);
  else if (coverage === 'outside') pen.rect(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7);
  else {
    const half = size * 1.35;
    pen.moveTo(x, y - half);
    pen.lineTo(x + half, y);
    pen.lineTo(x, y + half);
    pen.lineTo(x - half, y);
    pen.closePath();
  }
  if (coverage === 'outside') pen.fillStyle = rim;
  pen.fill();
  pen.strokeStyle = coverage === 'outside' ? colour : rim;
  pen.lineWidth = coverage === 'outside' ? 1.5 : 1;
  pen.stroke();
  pen.fillStyle = colour;
}
