using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Where the symbols of a code lie: on a grid of places, each with as many symbols as there are codebooks (and, where a symbol takes less than
/// a place's feature maps, parts of them). In raster order a place's symbols follow each other, the coarsest first, as further columns.
/// A code that is no feature maps is a row of places.
/// </summary>
/// <param name="Classes">Values that a symbol can take.</param>
/// <param name="Depth">Symbols of a place.</param>
/// <param name="Height">Rows of places.</param>
/// <param name="Width">Columns of places.</param>
/// <param name="IsGrid">Whether the places are those of feature maps, alike but for where they are.</param>
internal sealed record SymbolLayout(int Classes, int Depth, int Height, int Width, bool IsGrid)
{
    /// <summary>Columns of symbols.</summary>
    public int Columns => Width * Depth;

    /// <summary>Symbols of an example.</summary>
    public int Count => Height * Columns;

    /// <summary>The layout of a model with a quantised code.</summary>
    public static SymbolLayout Of(Blueprint blueprint)
    {
        var spec = (QuantizedSpec)blueprint.CodeKind;
        var (networks, symbols) = (blueprint.Networks, spec.Symbols(blueprint.Networks.Latent));
        if (networks.CodeMaps is { } maps && symbols / spec.Codebooks % (networks.Latent / maps) == 0)
        {
            // Each codebook has a symbol or several for each place.
            var (places, height, width) = (networks.Latent / maps, networks.Shape.Height, networks.Shape.Width);
            while (height * width > places) (height, width) = ((height + 1) / 2, (width + 1) / 2);
            if (height * width == places) return new SymbolLayout(spec.Classes, symbols / places, height, width, IsGrid: true);
        }

        return new SymbolLayout(spec.Classes, spec.Codebooks, 1, symbols / spec.Codebooks, IsGrid: false);
    }

    /// <summary>Symbols as codes have them, those of each codebook place by place, in raster order: [rows, height, columns].</summary>
    /// <param name="indices">[rows, symbols].</param>
    public Tensor ToRaster(Tensor indices) => indices.reshape(-1, Depth, Height, Width).permute(0, 2, 3, 1).reshape(-1, Height, Columns);

    /// <summary>The way back from <see cref="ToRaster"/>: [rows, symbols].</summary>
    /// <param name="raster">[rows, height, columns].</param>
    public Tensor FromRaster(Tensor raster) => raster.reshape(-1, Height, Width, Depth).permute(0, 3, 1, 2).reshape(-1, Count);
}
